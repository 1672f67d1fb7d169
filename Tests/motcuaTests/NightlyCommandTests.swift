import FoundationEssentials
import Subprocess
import SystemPackage
import Testing

/// What an IT department does with a source from night to night: plan, apply, take back, look into.
@Suite(.serialized) struct `The command from night to night` {
  private static let catalog = """
    code,name,field,agency_code,agency,level
    1.000001,Đăng ký khai sinh,Hộ tịch,H32.16,,4
    1.000002,Đăng ký kết hôn,Hộ tịch,H32.16,,3
    1.000003,Chứng thực bản sao,Chứng thực,H32.201,,3

    """

  private static var raised: String {
    catalog.replacing("kết hôn,Hộ tịch,H32.16,,3", with: "kết hôn,Hộ tịch,H32.16,,4")
  }

  private func loaded(_ body: (CommandHome) async throws -> Void) async throws {
    try await CommandHome.with { home in
      try await home.syncAgencies()
      let sync = try await home.motcua(
        "sync", "catalog", try home.file("a.csv", Self.catalog))
      #expect(sync.code == 0, "\(sync.errors)")
      try await body(home)
    }
  }

  private func level4(_ home: CommandHome, _ arguments: String...) async throws -> String {
    let result = try await home.motcua(
      "stats", "level4_of_all", "--output", "json")
    let figure = try result.object()
    guard case .number(let numerator)? = figure["numerator"],
      case .number(let denominator)? = figure["denominator"]
    else { return result.errors }
    return "\(Int(numerator))/\(Int(denominator))"
  }

  @Test func `a plan says what would change, is applied as it is, and is refused when stale`()
    async throws
  {
    try await loaded { home in
      let file = try home.file("b.csv", Self.raised)
      let plan = home.base + "/plan.json"

      let dry = try await home.motcua(
        "sync", "catalog", file, "--dry-run", "--exit-code")
      let written = try await home.motcua("sync", "catalog", file, "--plan-out", plan)
      #expect(dry.code == 3)
      #expect(dry.output.contains("level raised 1"))
      #expect(dry.output.contains("ND43 3 → ND43 4 (row 3)"))
      #expect(written.code == 0, "\(written.errors)")
      #expect(try await level4(home) == "1/3")

      let applied = try await home.motcua("sync", "catalog", file, "--apply-plan", plan)
      #expect(applied.code == 0, "\(applied.errors)")
      #expect(try await level4(home) == "2/3")

      let stale = try await home.motcua("sync", "catalog", file, "--apply-plan", plan)
      #expect(stale.code == 5)
      #expect(stale.errors.contains("stale"))
    }
  }

  @Test func `a run is taken back, replayed and audited`() async throws {
    try await loaded { home in
      _ = try await home.motcua("sync", "catalog", try home.file("b.csv", Self.raised))
      #expect(try await level4(home) == "2/3")

      let revert = try await home.motcua("runs", "revert", "3")
      #expect(revert.code == 0, "\(revert.errors)")
      #expect(try await level4(home) == "1/3")

      let replay = try await home.motcua("runs", "replay", "4", "--output", "json")
      #expect(replay.code == 0, "\(replay.output)\(replay.errors)")
      let audit = try await home.motcua("audit", "verify", "--output", "json")
      #expect(audit.code == 0)
      #expect(try audit.object()["entries"] == .number(4))
      guard case .text(let head)? = try audit.object()["head"] else { throw CommandFailure() }

      let edit = try await home.motcua(
        "db", "psql", "--", "-c", "UPDATE run SET started_by = 'x' WHERE run_id = 2")
      #expect(edit.code == 0, "\(edit.errors)")
      #expect(try await home.motcua("audit", "verify", "--head", head).code == 1)
    }
  }

  @Test func `an alias clears a held row, and the rejects say where it was`() async throws {
    try await loaded { home in
      let text = Self.catalog.replacing("H32.16,,3", with: ",STP,3")
      let file = try home.file("b.csv", text)
      let rejects = home.base + "/rejects.xlsx"

      let held = try await home.motcua("sync", "catalog", file, "--rejects", rejects)
      #expect(held.code == 6)
      #expect(held.errors.contains("row 3, column agency (E3): unknown_agency: \"STP\""))
      let again = try await home.motcua(
        "sync", "catalog", rejects, "--source", "corrected", "--dry-run", "--explain")
      #expect(again.errors.contains("XLSX"))
      #expect(again.errors.contains("source_row → (ignored)"))

      let alias = try await home.motcua("agencies", "alias", "add", "STP", "H32.16")
      #expect(alias.code == 0, "\(alias.errors)")
      #expect(try await home.motcua("sync", "catalog", file).code == 0)
      #expect(try await level4(home) == "1/3")
    }
  }

  @Test func `standard input is a source, and JSON is one too`() async throws {
    try await loaded { home in
      let path = try home.file(
        "c.json", #"[{"code":"1.000001","name":"A","agency_code":"H32.16","level":"Toàn trình"}]"#)
      let file = try await home.motcua(
        "sync", "catalog", path, "--source", "json", "--dry-run", "--explain")
      #expect(file.errors.contains("JSON (array of objects)"))
      let piped = try await run(
        .path(FilePath("/bin/sh")),
        arguments: [
          "-c", "'\(try CommandHome.program)' sync catalog - --source piped --dry-run < '\(path)'",
        ],
        environment: home.environment, output: .string(limit: 1 << 20),
        error: .string(limit: 1 << 20))
      #expect(piped.standardOutput.contains("source piped"))
    }
  }

  @Test func `an address that nobody serves is one sentence and code 69`() async throws {
    try await CommandHome.with { home in
      let sync = try await home.motcua("sync", "catalog", "http://127.0.0.1:9/catalog.csv")

      #expect(sync.code == 69)
      #expect(sync.errorLines.count == 1)
      #expect(sync.errors.contains("http://127.0.0.1:9/catalog.csv"))
    }
  }

  @Test func `a procedure is looked up with its life`() async throws {
    try await loaded { home in
      let show = try await home.motcua("procedures", "show", "1.000001")
      let history = try await home.motcua("procedures", "history", "1.000001")
      let tree = try await home.motcua("agencies", "tree")
      let list = try await home.motcua("procedures", "list", "--output", "csv")

      #expect(show.output.contains("H32.16"))
      #expect(show.output.contains("full"))
      #expect(history.output.contains("level=ND43 4 (F2)"))
      #expect(tree.output.contains("  H32.16  Sở Tư pháp\n"))
      #expect(list.output.contains("1.000002,Đăng ký kết hôn,Hộ tịch,partial,1"))
      #expect(try await home.motcua("procedures", "show", "9.999999").code == 64)
    }
  }

  @Test func `sources have limits and an order of precedence`() async throws {
    try await loaded { home in
      let limit = try await home.motcua(
        "sources", "limit", "catalog", "withdrawals", "--at-least", "0", "--percent", "0")
      #expect(limit.code == 0, "\(limit.errors)")
      let fewer = Self.catalog.split(separator: "\n").dropLast().joined(separator: "\n") + "\n"
      let refused = try await home.motcua("sync", "catalog", try home.file("f.csv", fewer))
      #expect(refused.code == 5)
      #expect(refused.errors.contains("--allow-withdrawals 1"))

      _ = try await home.motcua(
        "sync", "catalog", try home.file("n.csv", "code,agency_code,level\n1.000002,H32.16,4\n"),
        "--source", "national")
      #expect(try await level4(home) == "1/3")
      let conflicts = try await home.motcua("sources", "conflicts", "--output", "json")
      #expect(try conflicts.object()["total"] == .number(1))
      let order = try await home.motcua("sources", "precedence", "level", "national", "catalog")
      #expect(order.code == 0, "\(order.errors)")
      #expect(try await level4(home) == "2/3")
      #expect(try await home.motcua("runs", "replay", "6").code == 0)
    }
  }
}
