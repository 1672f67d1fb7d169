public import Procedures

/// The catalog as it was on one date by what was known at one instant: everything the evaluator
/// reads, packed for counting.
///
/// A snapshot is immutable and shared: CLI and service evaluate any number of queries on it.
public struct CatalogSnapshot: Sendable {
  /// Code of the authority the catalog belongs to, for example `H32`.
  public let authority: AgencyCode
  /// The date whose state this is.
  public let validOn: CalendarDay
  /// Until when knowledge was taken into account.
  public let knownOn: Instant
  /// The data version that answered.
  public let dataVersion: Int64
  /// The agencies in force on that date.
  public let agencies: AgencyTree
  /// Names of the fields (lĩnh vực); procedures refer to them by position.
  public let fields: [String]
  /// The procedures in force and to be counted, internal ones left out.
  public let procedures: [CatalogProcedure]
  /// The offerings in force.
  public let offerings: OfferingColumns
  /// Quarantined rows of the last applied run of each source.
  public let held: [HeldRowScope]
  /// The register of exclusions in force on that date.
  public let exclusions: [Exclusion]
  /// Who took whose place, so that an old code finds what stands there.
  public let succession: Succession

  /// A snapshot of parts that fit together: every position in `offerings`, `held` and
  /// `exclusions` exists, and `offerings` are in the order of ``OfferingColumns``.
  public init(
    authority: AgencyCode, validOn: CalendarDay, knownOn: Instant, dataVersion: Int64,
    agencies: AgencyTree, fields: [String], procedures: [CatalogProcedure],
    offerings: OfferingColumns, held: [HeldRowScope] = [], exclusions: [Exclusion] = [],
    succession: Succession = Succession()
  ) {
    self.authority = authority
    self.validOn = validOn
    self.knownOn = knownOn
    self.dataVersion = dataVersion
    self.agencies = agencies
    self.fields = fields
    self.procedures = procedures
    self.offerings = offerings
    self.held = held
    self.exclusions = exclusions
    self.succession = succession
  }
}

/// Who took whose place, at any time; and on which tree of agencies a snapshot stands.
public struct Succession: Sendable, Hashable {
  /// Agencies after mergers, splits and new codes.
  public var agencies: AgencySuccession
  /// Procedures after they were announced under another code.
  public var procedures: ProcedureSuccession
  /// The date of the tree, where it is not that of the snapshot: agencies of the snapshot that
  /// the tree does not have hang below those that took their place.
  public var treeDay: CalendarDay?
  /// Whether an agency was split between the two dates, so that its rows count above those that
  /// took its place and below none of them.
  public var hasSplits: Bool

  /// Nobody took anybody's place, unless given.
  public init(
    agencies: AgencySuccession = AgencySuccession(),
    procedures: ProcedureSuccession = ProcedureSuccession(), treeDay: CalendarDay? = nil,
    hasSplits: Bool = false
  ) {
    self.agencies = agencies
    self.procedures = procedures
    self.treeDay = treeDay
    self.hasSplits = hasSplits
  }
}

/// A procedure in force.
public struct CatalogProcedure: Hashable, Sendable {
  /// National code, or the local form.
  public let code: ProcedureCode
  /// Name; empty where no source says it.
  public let name: String
  /// Position of the field among the snapshot's fields; nil where no source says it.
  public let field: Int?

  /// A procedure of a snapshot.
  public init(code: ProcedureCode, name: String, field: Int?) {
    self.code = code
    self.name = name
    self.field = field
  }
}

/// The offerings as parallel columns, ordered by procedure, then agency.
///
/// Attributes repeat a lot (a real catalog has a few dozen combinations), so that a row holds the
/// position of its combination in ``combinations``.
public struct OfferingColumns: Sendable {
  /// Stands in ``agency`` for a procedure in force that no agency offers: what it declares
  /// itself. Such a row counts at authority scope with `count=procedures` only.
  public static let noAgency: Int32 = -1

  /// Position of the procedure among the snapshot's procedures; ascending.
  public let procedure: [Int32]
  /// Position of the agency in the snapshot's tree, or ``noAgency``.
  public let agency: [Int32]
  /// Position of the attributes in ``combinations``.
  public let combination: [UInt16]
  /// The distinct combinations of attributes.
  public let combinations: [OfferingFacts]

  /// Columns of equal length.
  public init(
    procedure: [Int32], agency: [Int32], combination: [UInt16], combinations: [OfferingFacts]
  ) {
    precondition(
      procedure.count == agency.count && agency.count == combination.count,
      "the columns of a catalog snapshot differ in length")
    self.procedure = procedure
    self.agency = agency
    self.combination = combination
    self.combinations = combinations
  }

  /// Number of rows.
  public var count: Int { procedure.count }
}

/// The attributes of an offering that predicates read, after sources and services were put
/// together.
public struct OfferingFacts: Hashable, Sendable {
  /// Highest known level of its services.
  public var level: LevelKey
  /// The scale of that level, for example `ND42`; nil where no level is known.
  public var levelScheme: String?
  /// Eligible to be offered online.
  public var eligible: Ternary
  /// Eligible for full online service.
  public var eligibleFull: Ternary
  /// Carries a fee.
  public var fee: Ternary
  /// Eligible for online payment.
  public var paymentEligible: Ternary
  /// Online payment in operation.
  public var paymentEnabled: Ternary
  /// Offered on two means or more including mobile.
  public var mobile: Ternary
  /// Had a dossier received online in the window that is asked about.
  public var usedOnline: Ternary
  /// Had a dossier in that window that owes a fee.
  public var feeDossier: Ternary
  /// Had a successful online payment in that window.
  public var paidOnline: Ternary
  /// Which of these facts come from demonstration data.
  public var demonstrated: FactSet

  /// Facts of an offering; what is left out is unknown.
  public init(
    level: LevelKey = .unknown, levelScheme: String? = nil, eligible: Ternary = .unknown,
    eligibleFull: Ternary = .unknown, fee: Ternary = .unknown,
    paymentEligible: Ternary = .unknown, paymentEnabled: Ternary = .unknown,
    mobile: Ternary = .unknown, usedOnline: Ternary = .unknown, feeDossier: Ternary = .unknown,
    paidOnline: Ternary = .unknown, demonstrated: FactSet = []
  ) {
    self.level = level
    self.levelScheme = levelScheme
    self.eligible = eligible
    self.eligibleFull = eligibleFull
    self.fee = fee
    self.paymentEligible = paymentEligible
    self.paymentEnabled = paymentEnabled
    self.mobile = mobile
    self.usedOnline = usedOnline
    self.feeDossier = feeDossier
    self.paidOnline = paidOnline
    self.demonstrated = demonstrated
  }
}

/// Names of the facts that predicates read.
public struct FactSet: OptionSet, Sendable, Hashable {
  /// One bit for each fact.
  public let rawValue: UInt16

  /// A set by its bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Online level.
  public static let level = FactSet(rawValue: 1 << 0)
  /// Eligible to be offered online.
  public static let eligible = FactSet(rawValue: 1 << 1)
  /// Eligible for full online service.
  public static let eligibleFull = FactSet(rawValue: 1 << 2)
  /// Carries a fee.
  public static let fee = FactSet(rawValue: 1 << 3)
  /// Eligible for online payment.
  public static let paymentEligible = FactSet(rawValue: 1 << 4)
  /// Online payment in operation.
  public static let paymentEnabled = FactSet(rawValue: 1 << 5)
  /// Means of access.
  public static let means = FactSet(rawValue: 1 << 6)
  /// A dossier received online.
  public static let usedOnline = FactSet(rawValue: 1 << 7)
  /// A dossier that owes a fee.
  public static let feeDossier = FactSet(rawValue: 1 << 8)
  /// An online payment.
  public static let paidOnline = FactSet(rawValue: 1 << 9)
}

/// Where a quarantined row could belong. A part that could not be read, or names nothing that is
/// in the snapshot, is left out: the row may then belong to any.
public struct HeldRowScope: Hashable, Sendable {
  /// Position of the procedure; nil where it could be any.
  public let procedure: Int?
  /// Positions of the agencies that the row names; empty where it could be any.
  public let agencies: [Int]

  /// A quarantined row.
  public init(procedure: Int?, agencies: [Int]) {
    self.procedure = procedure
    self.agencies = agencies
  }
}

/// An entry of the register of exclusions: a procedure, or one offering of it, taken out of an
/// indicator on a legal basis.
public struct Exclusion: Hashable, Sendable {
  /// Position of the procedure.
  public let procedure: Int
  /// Position of the agency; nil where the whole procedure is taken out.
  public let agency: Int?
  /// The indicator it is taken out of.
  public let indicator: String

  /// An entry of the register.
  public init(procedure: Int, agency: Int?, indicator: String) {
    self.procedure = procedure
    self.agency = agency
    self.indicator = indicator
  }
}
