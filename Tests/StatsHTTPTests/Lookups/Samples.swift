import Indicators
import Procedures
import Reports
import StatsHTTP

/// What a fake source answers beside figures: every key of every document has a value somewhere
/// and none somewhere else.
enum Samples {
  static let day = CalendarDay(daysSince2000: 9822)

  private static func figure(_ indicator: String, flags: [String] = []) -> IndicatorFigure {
    IndicatorFigure(
      indicator: indicator, version: 1, count: .procedures,
      scope: FigureScope(authority: "H32", agency: "H32.16", filters: [.field: "Hộ tịch"]),
      period: nil, validOn: day, knownOn: Instant(microsecondsSince2000: 848_700_000_000_001),
      tally: Tally(
        numerator: 2, denominator: 5, unknown: 1, held: 0, excluded: 0, inScope: 6),
      dataVersion: 12, flags: flags)
  }

  static let tasks: [TaskStanding] = {
    let task = PlanTask(
      reference: "VI.3", section: "VI", title: "Xây dựng kho dữ liệu", product: "Kho",
      deadline: Deadline("Tháng 6/2023"), leads: ["Sở TTTT"], partners: ["UBND"],
      deliverables: [PlanTask.Deliverable(id: "hardware", text: "Máy chủ")])
    let report = TaskReport(
      state: .done, doneOn: day, progress: 100, deliverables: ["hardware": 100],
      evidence: "QĐ 12/QĐ-UBND")
    let other = PlanTask(reference: "VI.4", title: "Khảo sát", deadline: Deadline("theo yêu cầu"))
    return [TaskStanding(task, report, on: day), TaskStanding(other, nil, on: day)]
  }()

  static let goals: [GoalReport] = {
    let goal = Goal(
      id: "I.2.c-1", clause: "I.2.c", text: "c) 100% …", meaningVi: "TTHC trực tuyến",
      meaningEn: "Online", measure: .indicator("online_of_eligible"), rule: .exactly(.whole),
      deadline: Deadline("Trong năm 2027"), note: "ghi chú")
    let now = figure("online_of_eligible")
    var short = GoalReport(
      plan: "khanh-hoa-2023", goal: goal, day: day,
      verdict: goal.verdict(
        on: day, figure: now, earlier: (day.advanced(by: -30), figure("online_of_eligible"))))
    short.figure = now
    short.baseline = now
    short.beside = [figure("online_of_all")]
    short.shortestList = [
      ShortestList.Candidate(
        procedure: "1.000001", agency: "H32.16", changes: 1, name: "Khai sinh"),
      ShortestList.Candidate(procedure: "1.000002", changes: 2),
    ]
    let milestone = Goal(
      id: "VI.3", clause: "VI.3", meaningVi: "Kho", meaningEn: "Store",
      measure: .tasks(["VI.3"]), rule: .milestone)
    var done = GoalReport(
      plan: "khanh-hoa-2023", goal: milestone, day: day,
      verdict: milestone.verdict(on: day, tasks: [tasks[0]]))
    done.tasks = [tasks[0]]
    return [short, done]
  }()

  private static let index: ScoreIndex = {
    let points = [ScorePoints("2"), ScorePoints("98")].compactMap(\.self)
    let item = ScoreIndex.Item(
      id: "1", indicator: "online_of_all", labelVi: "a", labelEn: "a", most: points[0])
    let other = ScoreIndex.Item(id: "2", code: "X", labelVi: "b", labelEn: "b", most: points[1])
    return ScoreIndex(
      id: "qd-766", titleVi: "t", titleEn: "t", source: "s",
      groups: [
        ScoreIndex.Group(id: "online_services", labelVi: "g", labelEn: "g", items: [item]),
        ScoreIndex.Group(id: "transparency", labelVi: "h", labelEn: "h", items: [other]),
      ], classes: [ScoreIndex.Class(id: "weak", labelVi: "Yếu", labelEn: "Weak", from: .zero)])
  }()

  static func score(_ form: ScoreRequest.Form) -> ScoreAnswer {
    let fact = ScoreFact(indicator: "online_of_all", numerator: 1, denominator: 2)
    let whole = Score(index, facts: ["1": fact, "2": fact])
    let part = Score(index, facts: ["1": fact])
    let content: ScoreAnswer.Content =
      switch form {
      case .score: .score(part)
      case .ranking:
        .ranking(
          ScoreRanking([
            ScoreRanking.Entry(key: "H32.16", label: "Sở Tư pháp", score: whole),
            ScoreRanking.Entry(key: "H32.17", label: "Sở Xây dựng", score: part),
          ]))
      case .reconciliation:
        .reconciliation(
          ScoreReconciliation(
            ours: part, published: whole, publishedPoints: ["qd-766": "1,5"],
            circumstances: [:]))
      }
    return ScoreAnswer(content, index: "qd-766", scope: "H32", period: "2026")
  }

  static func explanation(isLast: Bool) -> Explanation {
    let place = SourcePlace(
      source: "portal", run: 7, file: "danh-muc.xlsx", sheet: "Trang 1", row: 12,
      column: "Mức độ", cell: "F12")
    let counted = ExplainedRow(
      kind: .counted, procedure: ProcedureCode("1.004194"), procedureName: "Đăng ký",
      agency: nil, agencyName: "",
      levels: LevelCoverage(highest: .full, lowest: .partial, atHighest: 2, offerings: 5),
      decidedAt: AgencyCode("H32.16"),
      values: [
        DecidingValue(
          attribute: "level", value: "full",
          origins: [ClaimOrigin(said: "ND43 4", service: "", isDeclaration: false, place: place)])
      ])
    let held = ExplainedRow(
      kind: .held, procedure: nil, procedureName: "", agency: AgencyCode("H32.16"),
      agencyName: "Sở Tư pháp", held: HeldDetail(rule: "bad_code", raw: nil, place: place))
    let dossier = ExplainedRow(
      kind: .missing, procedure: nil, procedureName: "", agency: nil, agencyName: "",
      dossier: ExplainedDossier(
        code: "H32.16-230801-0001", receivedOn: day, endedOn: nil, dueOn: day, status: 3,
        timeClass: "late", place: SourcePlace(source: "dossiers", run: 8, file: "hs.csv")))
    return Explanation(
      figure: figure("level4_of_all"), total: 3, rows: isLast ? [dossier] : [counted, held],
      cursor: isLast ? nil : "7-2-00",
      exclusions: [
        ExclusionEntry(
          indicator: "level4_of_all", procedure: ProcedureCode(local: "1.000001"), agency: nil,
          legalBasis: "Điều 5", reason: "r", enteredBy: "an", from: day, to: nil, run: 4)
      ])
  }

  /// Four procedures: two of a department, one of a commune, one that nobody offers.
  static let catalog: CatalogSnapshot = {
    func agency(
      _ id: Int64, _ code: String, _ tier: Tier?, below parent: String?
    ) -> (id: Int64, code: AgencyCode, name: String, tier: Tier?, parent: AgencyCode?)? {
      AgencyCode(code).map {
        (
          id: id, code: $0, name: "Cơ quan \(id)", tier: tier,
          parent: parent.flatMap(AgencyCode.init)
        )
      }
    }
    let agencies = [
      agency(1, "H32", nil, below: nil), agency(2, "H32.16", .province, below: "H32"),
      agency(3, "H32.40.1", .commune, below: "H32"),
    ].compactMap(\.self)
    let tree = AgencyTree(agencies)
    func position(_ code: String) -> Int32 {
      Int32(AgencyCode(code).flatMap { tree.position(of: $0) } ?? 0)
    }
    let full = OfferingFacts(level: .full, levelScheme: "ND43", eligible: .yes, fee: .no)
    let succession = ProcedureSuccession([
      (code: ProcedureCode(local: "1.004194"), replaced: [ProcedureCode(local: "1.000009")]),
      (code: ProcedureCode(local: "1.000002"), replaced: [ProcedureCode(local: "1.000008")]),
      (code: ProcedureCode(local: "1.000003"), replaced: [ProcedureCode(local: "1.000008")]),
    ])
    return CatalogSnapshot(
      authority: agencies[0].code, validOn: day,
      knownOn: Instant(microsecondsSince2000: 848_700_000_000_001), dataVersion: 12,
      agencies: tree, fields: ["Hộ tịch"],
      procedures: [
        CatalogProcedure(code: ProcedureCode(local: "1.004194"), name: "Khai sinh", field: 0),
        CatalogProcedure(code: ProcedureCode(local: "1.000002"), name: "=1+1", field: nil),
        CatalogProcedure(code: ProcedureCode(local: "1.000003"), name: "Kết hôn", field: 0),
        CatalogProcedure(code: ProcedureCode(local: "1.000004"), name: "", field: nil),
      ],
      offerings: OfferingColumns(
        procedure: [0, 0, 1, 2, 3],
        agency: [
          position("H32.16"), position("H32.40.1"), position("H32.16"), position("H32.40.1"),
          OfferingColumns.noAgency,
        ],
        combination: [0, 1, 1, 2, 2],
        combinations: [
          full, OfferingFacts(level: .info, levelScheme: "ND42"), OfferingFacts(),
        ]),
      succession: Succession(procedures: succession))
  }()

  static func page<Record>(of records: [Record], _ request: CatalogRequest) -> Listed<Record> {
    Listed(
      Array(records.dropFirst(request.offset).prefix(request.limit)), total: records.count,
      validOn: request.on ?? catalog.validOn, knownOn: request.known ?? catalog.knownOn)
  }

  static let history: HistoryRecord = {
    var record = HistoryRecord()
    record.agency = "H32.16"
    record.service = "1.004194.01"
    record.source = "portal"
    record.validFrom = "2026-01-01"
    record.knownFrom = "2026-01-01T00:00:00.000000Z"
    record.run = 7
    record.file = "danh-muc.xlsx"
    record.row = 12
    record.startedBy = "an"
    record.values = [HistoryRecord.Value(attribute: "level", value: "ND43 4", cell: "F12")]
    return record
  }()

  static let runs: [RunRecord] = (1...5).reversed().map { number in
    var record = RunRecord()
    record.run = Int64(number)
    record.kind = "catalog"
    record.source = "portal"
    record.state = number == 3 ? "failed" : number == 2 ? "refused" : "applied"
    record.mode = "snapshot"
    record.location = "/srv/data/danh-muc.csv"
    record.startedAt = "2026-01-01T00:00:00.000000Z"
    record.finishedAt = "2026-01-01T00:00:01.000000Z"
    record.startedBy = "an"
    record.message =
      number == 3
      ? "SELECT 1 failed" : number == 2 ? "/srv/data/danh-muc.csv: too few rows" : nil
    record.counts.held = 3
    record.reading = RunRecord.Reading(
      size: 100, profile: "catalog", sheet: nil, effective: "2026-01-01",
      program: "/usr/local/bin/motcua 1.0", dropped: [])
    return record
  }

  static let held: [HeldRecord] = (1...3).map { row in
    HeldRecord(
      row: row, column: "Mã", sheet: nil, cell: "A\(row)", rule: "bad_code",
      raw: "typed by a person", adviceVi: "sửa mã", adviceEn: "mend the code")
  }

  static let sources: [FreshnessRecord] = {
    var applied = FreshnessRecord(kind: "catalog", name: "portal", demonstration: false)
    applied.lastAppliedRun = 4
    applied.lastAppliedAt = "2026-01-01T00:00:01.000000Z"
    applied.lastRun = 5
    applied.lastState = "failed"
    applied.lastFinishedAt = "2026-01-01T00:00:02.000000Z"
    applied.lastGoodAt = "2026-01-01T00:00:01.000000Z"
    applied.maximumAgeHours = 24
    applied.stale = true
    return [FreshnessRecord(kind: "agencies", name: "tree", demonstration: true), applied]
  }()
}
