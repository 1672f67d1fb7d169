import Procedures
import Testing

@testable import Intake

@Suite("Redacted copies") struct RedactedCopyTests {
  @Test(arguments: UInt64(1)...12)
  func `reading the copy of dossiers gives the same events`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let head = [
      "dossier_code", "procedure_code", "agency_code", "receiving_agency", "channel", "received_at",
      "due_at", "finished_at", "returned_at", "status", "updated_at", "paused_days", "supplements",
      "supplement_asked_at", "fee_due", "paid", "paid_online", "result_electronic", "Chủ hồ sơ",
    ]
    let choices: [[String]] = [
      ["H32.16-230601-000#", "HS/2023_#", "Nguyễn Văn A", ""],
      ["1.000001", "1.000002.000.00.00.H32", "1.999999", "x"],
      ["H32.16", "000.00.16.H32", "G12.56", "H32.99", ""],
      ["", "", "Sở KH&CN", "Lãnh đạo UBND phường"], ["1", "2", "trực tuyến", "", "fax, \"thư\""],
      Self.moments, Self.moments, Self.moments, Self.moments,
      ["1", "4", "5", "9", "10", "3", "7", "Đã trả kết quả", "?"], Self.moments,
      ["", "1", "12", "a"], ["", "1", "2"], Self.moments, ["", "x", "0"], ["", "x", "0"],
      ["", "x", "0", "có thể"], ["", "x", "0"], ["Nguyễn Văn A"],
    ]
    let rows = (0..<300).map { row in
      choices.map { ($0.randomElement(using: &random) ?? "").replacing("#", with: "\(row)") }
    }

    let facts = try Facts.dossiers(Facts.csv([head] + rows))
    let again = try Facts.dossiers(SourceFile(facts.copy), .redacted(.dossiers))

    #expect(again.events == facts.events)
    #expect(again.copy == facts.copy)
    #expect(again.dropped.isEmpty)
    #expect(facts.events.count == 300)
    #expect(!facts.everything.contains("Nguyễn"))
  }

  private static let moments = [
    "", "2023-06-01", "02/06/2023 08:30", "20230603101500", "2023-06-04T09:30:16.123456+07:00",
    "2023-06-05T23:59:59Z", "05.06.2023", "hôm nay", "2027-01-01",
  ]

  @Test(arguments: UInt64(1)...8)
  func `reading the copy of payments gives the same events`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let choices: [[String]] = [
      ["G-#", "2023061500000#", "Nguyễn Văn A"], ["", "HS-#", "Nguyễn Văn A"],
      ["", "1.000001", "1.9"], ["", "H32.16", "H32.77"], ["50000", "1.000.000 đ", "-1", ""],
      ["1", "tiền mặt", "séc"], ["4", "hoàn phí", "chờ", "?"], Self.moments,
    ]
    let head = [
      "transaction_code", "dossier_code", "procedure_code", "agency_code", "amount", "method",
      "state", "paid_at",
    ]
    let rows = (0..<200).map { row in
      choices.map { ($0.randomElement(using: &random) ?? "").replacing("#", with: "\(row)") }
    }

    let facts = try Facts.payments(Facts.csv([head] + rows))
    let again = try Facts.payments(SourceFile(facts.copy), .redacted(.payments))

    #expect(again.events == facts.events)
    #expect(!facts.everything.contains("Nguyễn"))
  }

  @Test(arguments: UInt64(1)...8)
  func `reading the copies of stocks and observations gives the same events`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    func rows(_ choices: [[String]]) -> [[String]] {
      (0..<200).map { _ in choices.map { $0.randomElement(using: &random) ?? "" } }
    }
    let stocks = rows([
      ["1.000001", "1.000002", "y1"], ["H32.16", "Sở KH&CN", "H32.77"], Self.moments,
      ["100", "1.200", "-1"], ["0", "100", "101", ""], ["", "7"],
      ["", "Đếm sổ, \"ước tính\"", "0905123456"],
    ])
    let figures = rows([
      ["satisfaction_agencies", "PAR, \"Index\"", ""], ["H32", "Tỉnh"], ["2023", "2023-Q1"],
      ["", "5", "0"], ["", "7", "0", "1.000"], ["", "84,25%", "99.999", "101"], ["SIPAS", "VPCP"],
    ])

    let read = try Facts.results(
      Facts.csv([RedactedForm.columns(of: .results).map { $0 }] + stocks))
    let seen = try Facts.observations(
      Facts.csv([RedactedForm.columns(of: .observations).map { $0 }] + figures))

    #expect(
      try Facts.results(SourceFile(read.copy), .redacted(.results)).events == read.events)
    #expect(
      try Facts.observations(SourceFile(seen.copy), .redacted(.observations)).events
        == seen.events)
  }

  @Test func `a copy that lost its row numbers is refused`() throws {
    let facts = try Facts.dossiers(
      SourceFile(
        "dossier_code,procedure_code,agency_code,status,received_at\n"
          + "HS-1,1.000001,H32.16,4,2023-06-01\n"))
    let broken = facts.copy.replacing("\n2,HS-1", with: "\n,HS-1")

    #expect(
      fault { _ = try Facts.dossiers(SourceFile(broken), .redacted(.dossiers)) } == .badProfile)
  }
}
