/// Why a workbook could not be written.
///
/// Two errors are equal when their ``kind`` is the same.
public struct WorkbookError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What callers decide by.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The directory is missing, or the path names something that is no regular file.
    case badPath
    /// This user may not write there.
    case notPermitted
    /// The disk is full, or the user's share of it.
    case diskFull
    /// The file system failed in another way.
    case writeFailed
    /// Excel allows no sheet of that name, or there is one already.
    case badSheetName
    /// A cell holds what no cell can hold.
    case badCell
    /// More rows or columns than a sheet has.
    case sheetFull
  }

  /// What callers decide by.
  public let kind: Kind
  /// The path as the caller gave it.
  public let file: String
  /// What happened and what to do, without the name of the file.
  public let reason: String
  /// Where in our code it was thrown.
  public let location: String

  /// An error about one file.
  public init(
    _ kind: Kind, file: String, reason: String, fileID: StaticString = #fileID,
    at codeLine: UInt = #line
  ) {
    self.kind = kind
    self.file = file
    self.reason = reason
    self.location = "\(fileID):\(codeLine)"
  }

  /// One sentence: the file, what happened, what to do.
  public var description: String { "cannot write \(file): \(reason)" }

  /// Same kind.
  public static func == (left: WorkbookError, right: WorkbookError) -> Bool {
    left.kind == right.kind
  }
}
