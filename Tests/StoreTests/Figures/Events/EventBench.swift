import Indicators
import Postgres
import Procedures
import TestSupport

@testable import Store

/// A small province whose agencies changed on 20 July 2023, with random dossiers, payments and
/// stocks that were delivered in three runs: what the oracle of events counts.
struct EventBench {
  static let change = TestStore.day("2023-07-20")

  /// A row of the table of dossiers, as believed from one run to another.
  struct Dossier {
    var code: String
    var procedure: String
    var agency: String
    var channel: Int16?
    var status: Int16
    var receivedDay: CalendarDay?
    var endDay: CalendarDay?
    var ending: Int16
    var timeClass: Int16?
    var nationalClass: Int16?
    var dueDay: CalendarDay?
    /// By the places of `DossierFlags`: fee, paid, paid online, components, result, reuse, storage.
    var answers: [Int]
    /// The runs between which it was believed, from 0; `until` is nil where it still is.
    var since: Int
    var until: Int?
  }

  struct Payment {
    var code: String
    var procedure: String?
    var agency: String?
    var method: Int16
    var state: Int16
    var day: CalendarDay?
    var since: Int
    var until: Int?
  }

  struct Stock {
    var procedure: String
    var agency: String
    var asOf: CalendarDay
    var valid: Int
    var digitized: Int
    var since: Int
    var until: Int?
  }

  struct Held {
    var kind: String
    var procedure: String?
    var agencies: [String]
    var days: ClosedRange<CalendarDay>?
  }

  var dossiers: [Dossier] = []
  var payments: [Payment] = []
  var stocks: [Stock] = []
  var held: [Held] = []
  /// When the content of each of the three runs became known.
  var known: [Instant] = []

  static let then = """
    code,name,parent_code,tier,successor_code
    H32,UBND tỉnh,,province,
    H32.16,Sở Y tế,H32,province,
    H32.16.1,Trung tâm Y tế,H32.16,,
    H32.16.9,Bệnh viện cũ,H32.16,,
    H32.17,Sở Xây dựng,H32,province,
    H32.201,Phường,H32,commune,
    H32.300,Huyện,H32,district,
    H32.400,Thị xã,H32,district,
    G11.1,Thuế,,vertical,
    """

  static let now = """
    code,name,parent_code,tier,successor_code
    H32,UBND tỉnh,,province,
    H32.16,Sở Y tế,H32,province,
    H32.16.1,Trung tâm Y tế,H32.16,,
    H32.17,Sở Xây dựng,H32,province,
    H32.201,Phường,H32,commune,
    H32.300,Huyện,H32,district,H32.201
    H32.400,Thị xã,H32,district,H32.201;H32.17
    H32.500,Phường mới,H32,commune,
    G11.1,Thuế,,vertical,
    """

  static let agencies = [
    "H32", "H32.16", "H32.16.1", "H32.16.9", "H32.17", "H32.201", "H32.300", "H32.400", "H32.500",
    "G11.1",
  ]

  static let catalogThen = """
    code,name,field,agency_code,level,fee
    1.000001,Một,Y tế,H32.16,4,có
    1.000001,Một,Y tế,H32.201,3,có
    1.000002,Hai,Xây dựng,H32.17,4,không
    1.000003,Ba,Đất đai,H32.201,4,có
    1.000003,Ba,Đất đai,H32.300,3,
    1.000004,Bốn,,H32.16,2,có
    1.000005,Năm,Y tế,H32.16,,
    1.000005,Năm,Y tế,H32.400,4,có
    """

  /// The third is not offered any more, the sixth is new.
  static let catalogNow = """
    code,name,field,agency_code,level,fee
    1.000001,Một,Y tế,H32.16,4,có
    1.000001,Một,Y tế,H32.201,3,có
    1.000002,Hai,Xây dựng,H32.17,4,không
    1.000004,Bốn,,H32.16,2,có
    1.000005,Năm,Y tế,H32.16,,
    1.000005,Năm,Y tế,H32.17,4,có
    1.000005,Năm,Y tế,H32.201,4,có
    1.000006,Sáu,Hộ tịch,H32.201,3,có
    """

  static let procedures = (1...6).map { "1.00000\($0)" }

  /// Random facts; the same for the same seed.
  init(seed: UInt64, dossiers count: Int, withObservedHeld: Bool = true) {
    var random = SeededGenerator(seed: seed)
    for number in 0..<count { addDossier(number, &random) }
    for number in 0..<(count / 4) { addPayment(number, &random) }
    for _ in 0..<40 { addStock(&random) }
    for _ in 0..<6 {
      let kind = ["dossiers", "payments", "results"].randomElement(using: &random) ?? "dossiers"
      let day = Self.day(&random)
      held.append(
        Held(
          kind: kind,
          procedure: Bool.random(using: &random)
            ? Self.procedures.randomElement(using: &random) : nil,
          agencies: Bool.random(using: &random)
            ? [Self.agencies.randomElement(using: &random) ?? "H32"] : [],
          days: Bool.random(using: &random)
            ? day...day.advanced(by: Int32.random(in: 0...60, using: &random)) : nil))
    }
  }

  private static func day(_ random: inout SeededGenerator) -> CalendarDay {
    TestStore.day("2022-11-20").advanced(by: Int32.random(in: 0...420, using: &random))
  }

  private mutating func addDossier(_ number: Int, _ random: inout SeededGenerator) {
    let since = Int.random(in: 0...2, using: &random)
    let first = Self.state(number, since, &random)
    dossiers.append(first)
    if since < 2, Int.random(in: 0..<4, using: &random) == 0 {
      dossiers[dossiers.count - 1].until = 2
      var later = Self.state(number, 2, &random)
      if Bool.random(using: &random) { later.agency = first.agency }
      dossiers.append(later)
    }
  }

  private static func state(
    _ number: Int, _ since: Int, _ random: inout SeededGenerator
  ) -> Dossier {
    let status = Int16.random(in: 1...10, using: &random)
    let ending: Int16 =
      switch status {
      case 9, 10: 1
      case 7: 2
      case 8: 3
      case 3: 4
      default: 0
      }
    let received: CalendarDay? =
      Int.random(in: 0..<20, using: &random) == 0 ? nil : day(&random)
    let end =
      ending == 0
      ? nil : (received ?? day(&random)).advanced(by: Int32.random(in: 0...40, using: &random))
    let isReceived = received != nil && status != 1 && status != 3
    return Dossier(
      code: "D\(number)", procedure: procedures.randomElement(using: &random) ?? "1.000001",
      agency: agencies.randomElement(using: &random) ?? "H32",
      channel: [nil, 1, 2, 2, 3].randomElement(using: &random) ?? nil, status: status,
      receivedDay: received, endDay: end, ending: ending,
      timeClass: ending == 1 ? Int16.random(in: 1...4, using: &random) : nil,
      nationalClass: ending != 0 && isReceived ? Int16.random(in: 1...4, using: &random) : nil,
      dueDay: ending == 0 && Int.random(in: 0..<4, using: &random) > 0 ? day(&random) : nil,
      answers: (0..<7).map { _ in Int.random(in: 0...2, using: &random) }, since: since)
  }

  private mutating func addPayment(_ number: Int, _ random: inout SeededGenerator) {
    let since = Int.random(in: 0...2, using: &random)
    func state(_ since: Int, _ random: inout SeededGenerator) -> Payment {
      let state = Int16.random(in: 1...5, using: &random)
      return Payment(
        code: "T\(number)",
        procedure: Int.random(in: 0..<5, using: &random) == 0
          ? nil : Self.procedures.randomElement(using: &random),
        agency: Int.random(in: 0..<5, using: &random) == 0
          ? nil : Self.agencies.randomElement(using: &random),
        method: Int16.random(in: 1...3, using: &random), state: state,
        day: state >= 4 || Bool.random(using: &random) ? Self.day(&random) : nil, since: since)
    }
    payments.append(state(since, &random))
    if since == 0, Bool.random(using: &random) {
      payments[payments.count - 1].until = 1
      payments.append(state(1, &random))
    }
  }

  private mutating func addStock(_ random: inout SeededGenerator) {
    let valid = Int.random(in: 0...900, using: &random)
    let since = Int.random(in: 0...2, using: &random)
    let stock = Stock(
      procedure: Self.procedures.randomElement(using: &random) ?? "1.000001",
      agency: Self.agencies.randomElement(using: &random) ?? "H32", asOf: Self.day(&random),
      valid: valid, digitized: Int.random(in: 0...valid, using: &random), since: since)
    let isNew = !stocks.contains {
      $0.procedure == stock.procedure && $0.agency == stock.agency && $0.asOf == stock.asOf
    }
    if isNew { stocks.append(stock) }
  }
}
