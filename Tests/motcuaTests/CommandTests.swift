import FoundationEssentials
import Glibc
import Subprocess
import SystemPackage
import Testing

private let catalog = """
  code,name,field,agency_code,level,eligible
  1.000001,Đăng ký khai sinh,Hộ tịch,H32.16,4,Có
  1.000002,Đăng ký kết hôn,Hộ tịch,H32.16,3,Có
  1.000003,Chứng thực bản sao,Chứng thực,H32.201,,Có

  """

@Suite(.serialized) struct `The command` {
  @Test func `table, JSON and CSV of a figure tell the same counts and receipt`() async throws {
    try await CommandHome.with { home in
      try await home.syncAgencies()
      let sync = try await home.motcua("sync", "catalog", try home.file("catalog.csv", catalog))

      let table = try await home.motcua("stats", "level4_of_all")
      let json = try await home.motcua("stats", "level4_of_all", "--output", "json").object()
      let csv = try await home.motcua("stats", "level4_of_all", "--output", "csv").output

      #expect(sync.code == 0)
      #expect(json["numerator"] == .number(1))
      #expect(json["denominator"] == .number(2))
      #expect(json["unknown"] == .number(1))
      #expect(table.output.contains("1/2"))
      let known = try #require(json["known_on"])
      guard case .text(let instant) = known else { throw CommandFailure() }
      #expect(table.output.contains(instant))
      #expect(csv.contains(",\(instant),1,2,1,0,0,0.5,"))
    }
  }

  @Test func `the same file, and the same rows in another order, write nothing`() async throws {
    try await CommandHome.with { home in
      try await home.syncAgencies()
      let lines = catalog.split(separator: "\n")
      let shuffled = ([lines[0]] + lines[1...].reversed()).joined(separator: "\n") + "\n"
      _ = try await home.motcua("sync", "catalog", try home.file("a.csv", catalog))
      let before = try await home.motcua("stats", "--output", "json").output

      let again = try await home.motcua(
        "sync", "catalog", home.base + "/a.csv", "--output", "json"
      ).object()
      let other = try await home.motcua(
        "sync", "catalog", try home.file("b.csv", shuffled), "--output", "json"
      ).object()

      #expect(again["rows_written"] == .number(0))
      #expect(again["state"] == .text("skipped"))
      #expect(other["rows_written"] == .number(0))
      #expect(other["state"] == .text("applied"))
      #expect(try await home.motcua("stats", "--output", "json").output == before)
    }
  }

  @Test func `unreadable input is one sentence, its exit code, and changes no figure`()
    async throws
  {
    try await CommandHome.with { home in
      try await home.syncAgencies()
      _ = try await home.motcua("sync", "catalog", try home.file("good.csv", catalog))
      let before = try await home.motcua("stats", "--output", "json").output
      let header = "code,name,agency_code,level\n"
      let cases: [(String, Int32)] = [
        (try home.file("empty.csv", ""), 5),
        (try home.file("header.csv", header), 5),
        (try home.file("html.csv", "<!DOCTYPE html><html><body>502</body></html>"), 1),
        (try home.file("cut.csv", header + "1.000001,\"Đăng ký"), 1),
        (try home.file("row.csv", header + "1.000001,Tên,H32.16,4\n1.00"), 1),
        (try home.file("bytes.csv", [0x00, 0xFF, 0xFE, 0x01, 0x0A, 0x80]), 1),
        (home.base, 69),
        (home.base + "/nothing.csv", 69),
      ]

      for (path, code) in cases {
        let sync = try await home.motcua("sync", "catalog", path)

        #expect(sync.code == code, "\(path): \(sync.errors)")
        #expect(sync.errorLines.count == 1, "\(path): \(sync.errors)")
        #expect(sync.errors.hasPrefix("motcua: cannot read "), "\(sync.errors)")
      }
      #expect(try await home.motcua("stats", "--output", "json").output == before)
    }
  }

  @Test func `held rows exit 6, are printed with their address, and widen the bounds`()
    async throws
  {
    try await CommandHome.with { home in
      try await home.syncAgencies()
      let path = try home.file(
        "held.csv", catalog + "1.000004,Tên,Hộ tịch,H32.999,4,Có\n")

      let sync = try await home.motcua("sync", "catalog", path)
      let figure = try await home.motcua("stats", "level4_of_all", "--output", "json").object()
      let shown = try await home.motcua("runs", "show", "2")

      #expect(sync.code == 6)
      #expect(sync.errors.contains("row 5, column agency_code (D5): unknown_agency: \"H32.999\""))
      #expect(figure["held"] == .number(1))
      #expect(figure["low"] == .number(0))
      #expect(figure["high"] == .number(1))
      #expect(shown.output.contains("unknown_agency"))
    }
  }

  @Test func `a denominator of 0 has no ratio and a reason`() async throws {
    try await CommandHome.with { home in
      try await home.syncAgencies()
      _ = try await home.motcua("sync", "catalog", try home.file("catalog.csv", catalog))
      let arguments = ["stats", "payment_enabled", "--where", "tier=district"]

      let json = try await home.motcua(
        arguments[0], arguments[1], arguments[2], arguments[3], "--output", "json"
      ).object()
      let table = try await home.motcua(arguments[0], arguments[1], arguments[2], arguments[3])

      #expect(json["ratio"] == .null)
      #expect(json["display"] == .text("–"))
      #expect(table.output.contains("0/0"))
      #expect(table.output.contains("– payment_enabled: "))
      #expect(!table.output.contains("%"))
    }
  }

  @Test func `a guard's refusal exits 5 and names the number, the limit and the flag`()
    async throws
  {
    try await CommandHome.with { home in
      try await home.syncAgencies()
      let header = "code,name,agency_code,level\n"
      let rows = (100..<140).map { "1.000\($0),Thủ tục \($0),H32.16,4\n" }
      _ = try await home.motcua(
        "sync", "catalog", try home.file("a.csv", header + rows.joined()))
      let part = try home.file("b.csv", header + rows.prefix(20).joined())

      let refused = try await home.motcua("sync", "catalog", part)
      let opened = try await home.motcua("sync", "catalog", part, "--allow-withdrawals", "20")

      #expect(refused.code == 5)
      #expect(refused.errors.contains("20 of 40 records in force would be withdrawn"))
      #expect(refused.errors.contains("--allow-withdrawals 20"))
      #expect(opened.code == 0)
    }
  }

  @Test func `two commands that start at once on a new home both succeed`() async throws {
    try await CommandHome.with { home in
      async let one = home.motcua("stats", "--output", "json")
      async let other = home.motcua("stats", "--output", "json")
      let (first, second) = try await (one, other)

      #expect(first.code == 0, "\(first.errors)")
      #expect(second.code == 0, "\(second.errors)")
      #expect(first.output.contains("\"status\" : \"no_data\""))
    }
  }

  @Test func `a command works at once after the server was killed`() async throws {
    try await CommandHome.with { home in
      try await home.syncAgencies()
      _ = try await home.motcua("sync", "catalog", try home.file("catalog.csv", catalog))
      let before = try await home.motcua("stats", "--output", "json").output
      let lock = try String(
        contentsOfFile: home.base + "/home/postgres/data/postmaster.pid", encoding: .utf8)
      let server = try #require(lock.split(separator: "\n").first.flatMap { Int32($0) })

      kill(server, SIGKILL)
      let after = try await home.motcua("stats", "--output", "json")

      #expect(after.code == 0, "\(after.errors)")
      #expect(after.output == before)
    }
  }

  @Test func `a sync killed in the middle leaves the old state and no lock`() async throws {
    try await CommandHome.with { home in
      try await home.syncAgencies()
      _ = try await home.motcua("sync", "catalog", try home.file("catalog.csv", catalog))
      let before = try await home.motcua("stats", "--output", "json").output
      let rows = (100_000..<160_000).map { "1.\($0),Thủ tục \($0),Hộ tịch,H32.16,4,Có\n" }
      let large = try home.file("large.csv", catalog + rows.joined())

      for delay in [50, 150, 300] {
        let program = try CommandHome.program
        _ = try await run(
          .path("/usr/bin/timeout"),
          arguments: [
            "-s", "KILL", "0.\(delay < 100 ? "0" : "")\(delay)", program, "sync",
            "catalog", large,
          ],
          environment: home.environment, output: .discarded, error: .discarded)
        let after = try await home.motcua("stats", "--output", "json")

        #expect(after.code == 0, "\(after.errors)")
        #expect(after.output == before)
      }
      let whole = try await home.motcua("sync", "catalog", large)
      #expect(whole.code == 0, "\(whole.errors)")
    }
  }

  @Test func `help is printed where it is asked for and is no failure`() async throws {
    try await CommandHome.with { home in
      let runs = [
        try await home.motcua("--help"), try await home.motcua("help"),
        try await home.motcua("sync", "--help"), try await home.motcua("help", "stats"),
      ]
      for run in runs {
        #expect(run.code == 0)
        #expect(run.output.contains("USAGE: motcua"))
        #expect(run.errors.isEmpty)
      }
    }
  }

  @Test func `wrong usage exits 64, an unreachable database 69, a missing authority 64`()
    async throws
  {
    try await CommandHome.with { home in
      let option = try await home.motcua("stats", "--bogus")
      let indicator = try await home.motcua("stats", "nothing_of_all")
      let database = try await home.motcua(
        "stats", "--database", "postgresql:///x?host=\(home.base)/nowhere")
      _ = try await home.motcua("db", "up")
      let authority = try await home.motcua("stats", "--authority", "H31")

      #expect(option.code == 64)
      #expect(indicator.code == 64)
      #expect(database.code == 69)
      #expect(database.errorLines.count == 1)
      #expect(authority.code == 64)
    }
  }
}

/// The command printed something of another shape than expected.
struct CommandFailure: Error {}
