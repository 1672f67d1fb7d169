import Procedures

/// The columns of the national message `DongBoHoSoMC` that no column of our template tells.
struct NationalDossier: Sendable {
  private let documents: Int?
  private let fees: Int?
  private let supplements: Int?
  private let results: Int?
  private var paid: WordColumn<Int>?
  private var reused: WordColumn<Bool>?
  private let latest: Instant

  /// Nil where the table has none of them.
  init?(_ context: FactContext) {
    let match = context.match
    documents = match.index(of: "documents")
    fees = match.index(of: "fees")
    supplements = match.index(of: "supplement_list")
    results = match.index(of: "result_list")
    paid = WordColumn(match, "paid_national", ["0": 0, "1": 1, "2": 2, "3": 3])
    reused = WordColumn(match, "reused_national", parse: CellReading.flag)
    latest = context.latest
    let indexes = [documents, fees, supplements, results, paid?.index, reused?.index]
    if indexes.allSatisfy({ $0 == nil }) { return nil }
  }

  /// Fills in what they say and gives the latest time of a supplement. A column of our template
  /// that says something wins.
  mutating func complete(
    _ dossier: inout Dossier, from record: CellRecord
  ) throws(FactFailure) -> Instant? {
    func set(_ fact: DossierFlags.Fact, _ answer: Ternary, in flags: inout DossierFlags) {
      if flags[fact] == .unknown { flags[fact] = answer }
    }
    switch try paid?.read(record) {
    case 0: set(.paidOnline, .no, in: &dossier.flags)
    // 1: on the national portal; 2: on the province's own gateway.
    case 1, 2:
      set(.paidOnline, .yes, in: &dossier.flags)
      set(.paid, .yes, in: &dossier.flags)
    // 3: nobody says whether online.
    default: break
    }
    let reusedAtAll = Ternary(try reused?.read(record))
    set(.dataReused, reusedAtAll, in: &dossier.flags)
    if let documents,
      let said = try Self.list(
        at: documents,
        { () throws(DossierLists.Failure) in
          try DossierLists.documents(record.text(documents))
        })
    {
      set(.componentsDigitized, said.digitized, in: &dossier.flags)
      set(.storageConnected, said.stored, in: &dossier.flags)
      // One component that was reused outweighs the answer for the whole dossier.
      dossier.flags[.dataReused] =
        said.reused == .yes ? .yes : dossier.flags[.dataReused] == .yes ? .yes : said.reused
    }
    if let results,
      let hasFile = try Self.list(
        at: results,
        { () throws(DossierLists.Failure) in
          try DossierLists.hasResultFile(record.text(results))
        })
    {
      set(.resultElectronic, Ternary(hasFile), in: &dossier.flags)
    }
    if let fees {
      let due = try Self.list(at: fees) { () throws(DossierLists.Failure) in
        try DossierLists.feeDue(record.text(fees))
      }
      set(.feeDue, due, in: &dossier.flags)
    }
    guard let supplements else { return nil }
    let asked = try Self.list(at: supplements) { () throws(DossierLists.Failure) in
      try DossierLists.supplements(record.text(supplements))
    }
    guard asked.latest.map({ $0 <= latest }) ?? true else {
      throw FactFailure(rule: .badValue, index: supplements)
    }
    dossier.supplements = asked.count
    dossier.supplementAskedAt = asked.openSince
    dossier.supplementMicroseconds = asked.microseconds
    return asked.latest
  }

  private static func list<Value>(
    at index: Int, _ body: () throws(DossierLists.Failure) -> Value
  ) throws(FactFailure) -> Value {
    do throws(DossierLists.Failure) {
      return try body()
    } catch {
      throw FactFailure(rule: error.rule, index: index)
    }
  }
}
