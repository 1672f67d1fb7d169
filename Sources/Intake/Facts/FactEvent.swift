public import Procedures

/// What one data row of facts became.
public enum FactEvent<Record: Hashable & Sendable>: Hashable, Sendable {
  /// A row that is applied whole.
  case record(FactRecord<Record>)
  /// A row that is held whole.
  case held(HeldFactRow)
}

/// One valid row of facts.
public struct FactRecord<Record: Hashable & Sendable>: Hashable, Sendable {
  /// Row number as a spreadsheet shows it; in JSON the number of the item.
  public let row: Int
  /// What the row says.
  public let value: Record
  /// What a dossier contributes; nil for every other kind.
  public let outcome: DossierOutcome?

  /// A valid row.
  public init(row: Int, value: Record, outcome: DossierOutcome? = nil) {
    self.row = row
    self.value = value
    self.outcome = outcome
  }
}

/// One row of facts that was put aside, with the parts of it that could be read.
public struct HeldFactRow: Hashable, Sendable {
  /// Row number as a spreadsheet shows it; in JSON the number of the item.
  public let row: Int
  /// The heading of the cell to blame; `#n` for a cell behind the last heading.
  public let column: String
  /// Position of that cell, from 1.
  public let position: Int
  /// The first rule that the row broke.
  public let rule: HeldRule
  /// The cell where it is a date, a code, a short number or a word of ours, else only its length:
  /// `‹14 ký tự›`. A name or a number of a person in a wrong column is never shown.
  public let raw: String
  /// The key of the fact, where it could be read: code of the dossier or transaction.
  public let key: String?
  /// The procedure, where its code could be read.
  public let procedure: ProcedureCode?
  /// The agencies that could be read, handling and receiving, sorted and distinct.
  public let agencies: [Int64]
  /// Whether the handling agency is known.
  public let agencyReadable: Bool
  /// From the first to the last day that the row names; nil where a date could not be read or
  /// there is none, so that the row may belong to any period.
  public let days: ClosedRange<CalendarDay>?

  /// A row that was put aside.
  public init(
    row: Int, column: String, position: Int, rule: HeldRule, raw: String, key: String?,
    procedure: ProcedureCode?, agencies: [Int64], agencyReadable: Bool,
    days: ClosedRange<CalendarDay>?
  ) {
    self.row = row
    self.column = column
    self.position = position
    self.rule = rule
    self.raw = raw
    self.key = key
    self.procedure = procedure
    self.agencies = agencies
    self.agencyReadable = agencyReadable
    self.days = days
  }

  /// What to do, in Vietnamese.
  public var adviceVi: String { rule.adviceVi(column: column) }
  /// What to do, in English.
  public var adviceEn: String { rule.adviceEn(column: column) }
}
