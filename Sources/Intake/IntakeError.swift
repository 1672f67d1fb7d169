/// Why a source could not be read as a table.
///
/// Two errors are equal when their ``fault`` is the same.
public struct IntakeError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What callers decide by: each kind has one exit code.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The source cannot be opened. Exit 69.
    case unopenable
    /// The bytes are no table, or only a part of one. Exit 1.
    case unreadable
    /// A table without data rows. Exit 5: it never withdraws anything.
    case noRows
    /// No row of column headings was recognised, or two columns claim one meaning. Exit 1.
    case unrecognised
  }

  /// What exactly is wrong; a stable word for programs.
  public enum Fault: String, Sendable, Hashable, CaseIterable {
    case missing, directory, notPermitted, notRegular, openFailed
    case readFailed, html, pdf, oldExcel, notText
    case cutInQuotes, cutInRow, cellTooLong, rowTooLong
    case badJSON, cutJSON, missingPages, duplicateKey, portalError, noTable, severalTables
    case badWorkbook, cutWorkbook, notWorkbook, encryptedWorkbook, binaryWorkbook
    case workbookTooLarge
    case empty, headerOnly, bannerOnly
    case noHeader, ambiguousColumns, ambiguousSheet, noSheet, badProfile

    /// The kind it belongs to.
    public var kind: Kind {
      switch self {
      case .missing, .directory, .notPermitted, .notRegular, .openFailed: .unopenable
      case .empty, .headerOnly, .bannerOnly: .noRows
      case .noHeader, .ambiguousColumns, .ambiguousSheet, .noSheet, .badProfile, .noTable,
        .severalTables:
        .unrecognised
      default: .unreadable
      }
    }
  }

  /// What exactly is wrong.
  public let fault: Fault
  /// The source as the user named it.
  public let file: String
  /// The physical line, 1-based, where one is to blame.
  public let line: Int?
  /// What happened and what to do, without the name of the file.
  public let reason: String
  /// Where in our code it was thrown.
  public let location: String

  /// An error about one source.
  public init(
    _ fault: Fault, file: String, line: Int? = nil, reason: String,
    fileID: StaticString = #fileID, at codeLine: UInt = #line
  ) {
    self.fault = fault
    self.file = file
    self.line = line
    self.reason = reason
    self.location = "\(fileID):\(codeLine)"
  }

  /// What callers decide by.
  public var kind: Kind { fault.kind }

  /// The exit code of the command line that belongs to the kind.
  public var exitCode: Int32 {
    switch kind {
    case .unopenable: 69
    case .unreadable, .unrecognised: 1
    case .noRows: 5
    }
  }

  /// One sentence: the file, the line, what happened, what to do.
  public var description: String {
    let place = line.map { "\(file), line \($0)" } ?? file
    return "cannot read \(place): \(reason)"
  }

  /// Same fault.
  public static func == (left: IntakeError, right: IntakeError) -> Bool {
    left.fault == right.fault
  }
}
