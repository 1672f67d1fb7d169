import FoundationEssentials
public import Intake
public import Procedures

/// A plan that was written earlier and is to be applied: what has to be the same still.
///
/// Only the head of the file is read. The changes are planned again, and their digest has to be
/// the plan's.
public struct PlanReference: Sendable, Hashable {
  /// `catalog` or `agencies`.
  public let kind: String
  /// The name of the source.
  public let source: String
  /// Part of the source, or empty for the whole.
  public let scope: String
  /// From when the content is valid.
  public let effective: CalendarDay
  /// Whether that day was asked for, rather than being the day of the plan.
  public let effectiveWasGiven: Bool
  /// What beside the bytes decides the outcome.
  public let flags: String
  /// The guard's allowance for withdrawals and rows; nil where none was given.
  public let allowWithdrawals: Int?
  /// The guard's allowance for values; nil where none was given.
  public let allowChanges: Int?
  /// SHA-256 of the file's bytes, in hexadecimal digits.
  public let sha256: String
  /// The digest of the complete changes.
  public let digest: String
  /// The data version on which the plan was made.
  public let dataVersion: Int64
  /// Program and version that made it.
  public let program: String

  private struct Head: Decodable {
    struct Base: Decodable {
      let data_version: Int64
    }

    let format: String
    let kind: String
    let source: String
    let scope: String
    let effective: String
    let effective_given: Bool
    let flags: String
    let allow_withdrawals: Int?
    let allow_changes: Int?
    let sha256: String
    let digest: String
    let base: Base
    let program: String
  }

  private static let mark = Array(",\"changes\":[".utf8)
  /// A head is some kilobytes; more is no plan of ours.
  private static let longestHead = 16 << 20

  /// Reads a plan file, only as far as its head goes. Throws `badRequest` where it is no plan of
  /// the form `motcua-plan/1`, and `IntakeError` where it cannot be read.
  public init(_ file: SourceFile) throws {
    var bytes: [UInt8] = []
    while bytes.count < Self.longestHead {
      let more = try file.bytes(at: Int64(bytes.count), count: 1 << 16)
      bytes += more
      if more.isEmpty || Self.end(ofHeadIn: bytes) != nil { break }
    }
    try self.init(json: bytes, name: file.name)
  }

  /// Reads a plan from its bytes, or from as many of them as hold the head. Throws `badRequest`
  /// where they are no plan of the form `motcua-plan/1`.
  public init(json bytes: [UInt8], name: String = "the plan") throws {
    func wrong(_ what: String) -> StoreError {
      StoreError(
        .badRequest,
        """
        read \(name): \(what); give a file that --plan-out wrote, whole and as it was written
        """)
    }
    guard let end = Self.end(ofHeadIn: bytes) else {
      throw wrong("it is no plan of the form \(SyncPlanWriter.format)")
    }
    let head: Head
    do {
      head = try JSONDecoder().decode(Head.self, from: Data(bytes[..<end] + Array("}".utf8)))
    } catch is DecodingError {
      throw wrong("its head is not that of a plan of the form \(SyncPlanWriter.format)")
    }
    guard head.format == SyncPlanWriter.format else {
      throw wrong("its form is \(head.format), this program reads \(SyncPlanWriter.format)")
    }
    guard let effective = CalendarDay(iso: head.effective) else {
      throw wrong("its effective day \(head.effective) is no day")
    }
    kind = head.kind
    source = head.source
    scope = head.scope
    self.effective = effective
    effectiveWasGiven = head.effective_given
    flags = head.flags
    allowWithdrawals = head.allow_withdrawals
    allowChanges = head.allow_changes
    sha256 = head.sha256
    digest = head.digest
    dataVersion = head.base.data_version
    program = head.program
  }

  /// Quotes inside a text of JSON are escaped, so that the mark stands nowhere else.
  private static func end(ofHeadIn bytes: [UInt8]) -> Int? {
    guard bytes.count >= mark.count else { return nil }
    for index in 0...(bytes.count - mark.count)
    where bytes[index] == mark[0] && bytes[index..<index + mark.count].elementsEqual(mark) {
      return index
    }
    return nil
  }

  /// Throws `stalePlan` where the file or the request is not that of the plan.
  func check(_ ledger: RunLedger) throws {
    var differences: [String] = []
    func compare(_ what: String, _ planned: String, _ now: String) {
      if planned != now {
        differences.append("\(what) is \(Self.shown(now)), in the plan \(Self.shown(planned))")
      }
    }
    compare("the kind", kind, ledger.kind)
    compare("the source", source, ledger.request.source)
    compare("the scope", scope, ledger.request.scopeText)
    compare("the flags", flags, ledger.request.flagsText)
    compare("the file's SHA-256", sha256, Hexadecimal.text(ledger.sha256))
    guard differences.isEmpty else { throw stale(differences, ledger) }
  }

  /// Throws `stalePlan` where the changes are not those of the plan.
  func check(_ changes: ChangeDigestForPeople, version: Int64, _ ledger: RunLedger) throws {
    guard changes.digest != digest else { return }
    var differences = [
      "the changes are others (digest \(changes.digest.prefix(12))…, in the plan "
        + "\(digest.prefix(12))…)"
    ]
    if version != dataVersion {
      differences.append("the data version is \(version), in the plan \(dataVersion)")
    }
    if program != ledger.request.program {
      differences.append("the program is \(ledger.request.program), in the plan \(program)")
    }
    throw stale(differences, ledger)
  }

  private func stale(_ differences: [String], _ ledger: RunLedger) -> StoreError {
    StoreError(
      .stalePlan,
      """
      apply the plan of \(kind) source \(source) to \(ledger.location): the plan is stale: \
      \(differences.joined(separator: "; ")); nothing was written; plan again with --plan-out
      """)
  }

  private static func shown(_ text: String) -> String { text.isEmpty ? "empty" : text }
}
