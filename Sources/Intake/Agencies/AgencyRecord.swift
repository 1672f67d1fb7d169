public import Procedures

/// One agency as a row of an agencies file tells it.
public struct AgencyRecord: Hashable, Sendable {
  /// Row number as a spreadsheet shows it.
  public let row: Int
  /// Normalised identifier.
  public let code: AgencyCode
  /// Name, white space folded, composed.
  public let name: String
  /// The agency above it; unknown for a root, whose cell is empty.
  public let parent: Claim<AgencyCode>
  /// Tier: the column's, else what the kind implies; a kind such as "đơn vị trực thuộc" implies
  /// none and leaves it to the parent's.
  public let tier: Claim<Tier>
  /// Kind (loại) as written: sở, xã, phòng thuộc xã …
  public let kind: Claim<String>
  /// First day.
  public let validFrom: Claim<CalendarDay>
  /// Last day.
  public let validTo: Claim<CalendarDay>
  /// What took its place; several after a split.
  public let successors: Claim<[AgencyCode]>

  /// An agency of a file.
  public init(
    row: Int, code: AgencyCode, name: String, parent: Claim<AgencyCode>, tier: Claim<Tier>,
    kind: Claim<String>, validFrom: Claim<CalendarDay>, validTo: Claim<CalendarDay>,
    successors: Claim<[AgencyCode]>
  ) {
    self.row = row
    self.code = code
    self.name = name
    self.parent = parent
    self.tier = tier
    self.kind = kind
    self.validFrom = validFrom
    self.validTo = validTo
    self.successors = successors
  }

  /// Whether the row says the same as another one.
  func isRepeat(of other: AgencyRecord) -> Bool {
    AgencyRecord(
      row: other.row, code: code, name: name, parent: parent, tier: tier, kind: kind,
      validFrom: validFrom, validTo: validTo, successors: successors) == other
  }
}

/// One row of an agencies file that was put aside.
public struct HeldAgencyRow: Hashable, Sendable {
  /// Row number as a spreadsheet shows it.
  public let row: Int
  /// The heading of the cell to blame; `#n` for a cell behind the last heading.
  public let column: String
  /// Position of that cell, from 1.
  public let position: Int
  /// The first rule that the row broke.
  public let rule: HeldRule
  /// The cell as it stands in the file.
  public let raw: String
  /// The agency, where its code could be read.
  public let code: AgencyCode?

  /// A row that was put aside.
  public init(
    row: Int, column: String, position: Int, rule: HeldRule, raw: String, code: AgencyCode?
  ) {
    self.row = row
    self.column = column
    self.position = position
    self.rule = rule
    self.raw = raw
    self.code = code
  }

  /// What to do, in Vietnamese.
  public var adviceVi: String { rule.adviceVi(column: column) }
  /// What to do, in English.
  public var adviceEn: String { rule.adviceEn(column: column) }
}
