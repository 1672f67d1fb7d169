public import Procedures

/// One row behind a figure.
public struct ExplainedRow: Sendable, Hashable {
  /// What the row is to the figure.
  public let kind: RowKind
  /// The procedure; nil for a held row whose code cannot be read.
  public let procedure: ProcedureCode?
  /// Its name; empty where no source says it.
  public let procedureName: String
  /// The agency where offerings are counted; where procedures are, nil.
  public let agency: AgencyCode?
  /// Its name.
  public let agencyName: String
  /// The levels over the agencies in scope; nil for a held row and for a dossier.
  public let levels: LevelCoverage?
  /// Where procedures are counted, the agency whose offering decided; nil where the procedure
  /// declares it itself.
  public let decidedAt: AgencyCode?
  /// The attributes that the indicator reads, in the order of the template's columns.
  public let values: [DecidingValue]
  /// What is wrong with a held row.
  public let held: HeldDetail?
  /// The dossier, where dossiers are counted.
  public let dossier: ExplainedDossier?

  /// A row; what does not apply to it is left out.
  public init(
    kind: RowKind, procedure: ProcedureCode?, procedureName: String, agency: AgencyCode?,
    agencyName: String, levels: LevelCoverage? = nil, decidedAt: AgencyCode? = nil,
    values: [DecidingValue] = [], held: HeldDetail? = nil, dossier: ExplainedDossier? = nil
  ) {
    self.kind = kind
    self.procedure = procedure
    self.procedureName = procedureName
    self.agency = agency
    self.agencyName = agencyName
    self.levels = levels
    self.decidedAt = decidedAt
    self.values = values
    self.held = held
    self.dossier = dossier
  }
}

/// An attribute that decided, and who said it.
public struct DecidingValue: Sendable, Hashable {
  /// Canonical name of the column.
  public let attribute: String
  /// The value as it is counted: `full`, `yes`, `no`, `unknown`.
  public let value: String
  /// The cells that say so; where nobody knows, those that say that they do not know; empty where
  /// no source has the column.
  public let origins: [ClaimOrigin]

  /// A value with the cells that say it.
  public init(attribute: String, value: String, origins: [ClaimOrigin]) {
    self.attribute = attribute
    self.value = value
    self.origins = origins
  }
}

/// The cell of a source that says something.
public struct ClaimOrigin: Sendable, Hashable {
  /// What it says, as the database keeps it; empty where it says that it does not know.
  public let said: String
  /// Code of the online service; empty where the offering has none.
  public let service: String
  /// Whether the source says it of the procedure and not of the offering.
  public let isDeclaration: Bool
  /// Where it stands.
  public let place: SourcePlace

  /// A cell that says something.
  public init(said: String, service: String, isDeclaration: Bool, place: SourcePlace) {
    self.said = said
    self.service = service
    self.isDeclaration = isDeclaration
    self.place = place
  }
}
