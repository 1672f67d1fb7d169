public import Procedures

/// What one data row of a catalog became.
public enum CatalogEvent: Hashable, Sendable {
  /// A row that is applied whole.
  case record(CatalogRecord)
  /// A row that is held whole.
  case held(HeldCatalogRow)
}

/// One valid row of a catalog.
public struct CatalogRecord: Hashable, Sendable {
  /// Row number as a spreadsheet shows it: title rows, blank rows and the headings count.
  public let row: Int
  /// Position of the procedure in ``CatalogReader/codes``.
  public let procedure: Int
  /// Database numbers of the agencies, sorted and distinct. Empty: the row declares the procedure.
  public let agencies: [Int64]
  /// The service code `d.dddddd.dd`, or empty where the row names none.
  public let service: String
  /// What the row says of its offerings.
  public let attributes: OfferingAttributes
  /// The day from which the row holds, where it says one.
  public let effectiveFrom: CalendarDay?

  /// A valid row.
  public init(
    row: Int, procedure: Int, agencies: [Int64], service: String, attributes: OfferingAttributes,
    effectiveFrom: CalendarDay?
  ) {
    self.row = row
    self.procedure = procedure
    self.agencies = agencies
    self.service = service
    self.attributes = attributes
    self.effectiveFrom = effectiveFrom
  }
}

/// One row of a catalog that was put aside, with the parts of its key that could be read.
public struct HeldCatalogRow: Hashable, Sendable {
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
  /// The procedure, where its code could be read.
  public let code: ProcedureCode?
  /// The agencies that could be read, sorted and distinct.
  public let agencies: [Int64]
  /// Whether the row's agencies are all known. True for a row that names none.
  public let agencyReadable: Bool
  /// The service code, empty where the row names none; nil where it could not be read.
  public let service: String?

  /// A row that was put aside.
  public init(
    row: Int, column: String, position: Int, rule: HeldRule, raw: String, code: ProcedureCode?,
    agencies: [Int64], agencyReadable: Bool, service: String?
  ) {
    self.row = row
    self.column = column
    self.position = position
    self.rule = rule
    self.raw = raw
    self.code = code
    self.agencies = agencies
    self.agencyReadable = agencyReadable
    self.service = service
  }

  /// What to do, in Vietnamese.
  public var adviceVi: String { rule.adviceVi(column: column) }
  /// What to do, in English.
  public var adviceEn: String { rule.adviceEn(column: column) }
}
