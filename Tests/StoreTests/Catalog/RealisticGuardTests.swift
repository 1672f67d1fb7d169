import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// The guard on a catalog of the shape of a real province's: 64 communes, and a tenth of its 437
  /// procedures, 2,816 offerings.
  @Suite struct RealisticGuardTests {
    private static let communes = (201...264).map { "H32.\($0)" }
    private static let agencies =
      "code,name,parent_code,tier\nH32,UBND tỉnh,,province\n"
      + communes.map { "\($0),Xã \($0),H32,commune\n" }.joined()
    private static let columns = "code,agency_code,level,eligible,fee,name,field"

    private static func code(_ number: Int) -> String { "1.\(100_000 + number)" }

    /// A file of all procedures but some; `cells` gives the columns after the agency.
    private static func file(
      columns: String = columns, without: (Int, String) -> Bool = { _, _ in false },
      cells: (Int, String) -> String
    ) -> String {
      var lines = [columns]
      lines.reserveCapacity(3000)
      for number in 0..<44 {
        for commune in communes where !without(number, commune) {
          lines.append("\(code(number)),\(commune),\(cells(number, commune))")
        }
      }
      return lines.joined(separator: "\n")
    }

    private static func usual(_ number: Int, _ commune: String) -> String {
      "\(number % 2 == 0 ? 4 : 3),có,có,Thủ tục \(number),Lĩnh vực \(number % 7)"
    }

    struct Case: Sendable {
      let what: String
      let rules: [String]
      let csv: @Sendable () -> String

      init(_ what: String, _ rules: [String], _ csv: @escaping @Sendable () -> String) {
        self.what = what
        self.rules = rules
        self.csv = csv
      }
    }

    private static let cases: [Case] = [
      Case("one procedure leaves 64 communes", []) {
        file(without: { number, _ in number == 17 }, cells: usual)
      },
      Case("a national export without a level column", []) {
        file(columns: "code,agency_code,name") { number, _ in "Thủ tục \(number)" }
      },
      Case("a level column without a value", ["unknown_values level"]) {
        file { number, commune in String(usual(number, commune).dropFirst()) }
      },
      Case("all levels fall", ["levels level"]) {
        file { number, commune in "2" + usual(number, commune).dropFirst() }
      },
      Case("levels fall or are blank, each within its limit", ["levels level"]) {
        file { number, commune in
          let level = number < 2 ? "" : number < 4 ? "2" : "4"
          return level + usual(number, commune).dropFirst()
        }
      },
      Case("a name column without a value", ["unknown_values name"]) {
        file { number, _ in "\(number % 2 == 0 ? 4 : 3),có,có,,Lĩnh vực \(number % 7)" }
      },
      Case("a field column without a value", ["unknown_values field"]) {
        file { number, _ in "\(number % 2 == 0 ? 4 : 3),có,có,Thủ tục \(number)," }
      },
      Case(
        "services change their codes and lose what was known of them",
        ["unknown_values level", "unknown_values eligible", "unknown_values fee"]
      ) {
        file(columns: "code,agency_code,service_code,level") { number, _ in
          "\(code(number)).01,"
        }
      },
      Case("services change their codes and keep what they say", []) {
        file(columns: "code,agency_code,service_code,level,eligible,fee,name,field") {
          number, commune in "\(code(number)).01," + usual(number, commune)
        }
      },
      Case("a tenth of the offerings is not listed", ["withdrawals", "rows"]) {
        file(without: { number, _ in number % 10 == 3 }, cells: usual)
      },
      Case("one agency's list only", ["withdrawals", "agency_withdrawals", "rows"]) {
        file(without: { _, commune in commune != "H32.201" }, cells: usual)
      },
      Case("the catalog of another province", ["held"]) {
        file(cells: usual).replacing(",H32.", ",H48.")
      },
    ]

    @Test func `files as they come pass or are refused by the rule that fits`() async throws {
      try await withStore { store in
        try await store.syncAgencies(Self.agencies)
        try await store.syncCatalog(Self.file(cells: Self.usual))
        let version = try await store.version()

        for example in Self.cases {
          let outcome = try await store.syncCatalog(
            example.csv(), store.request("catalog", dryRun: true))

          var rules: [String] = []
          for refusal in outcome.refusals {
            let subject = refusal.rule == "agency_withdrawals" ? nil : refusal.subject
            let rule = refusal.rule + (subject.map { " \($0)" } ?? "")
            if rules.last != rule { rules.append(rule) }
          }
          #expect(rules == example.rules, Comment(rawValue: example.what))
        }
        #expect(try await store.version() == version)
      }
    }

  }
}
