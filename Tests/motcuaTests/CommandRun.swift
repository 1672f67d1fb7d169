import FoundationEssentials
import Glibc
import Subprocess
import Synchronization
import SystemPackage

/// What one run of the command printed and how it ended.
struct CommandRun: Sendable {
  let code: Int32
  let output: String
  let errors: String

  /// The lines of stderr.
  var errorLines: [String] {
    errors.split(whereSeparator: \.isNewline).map(String.init)
  }

  /// Stdout as a JSON object.
  func object() throws -> [String: JSONValue] {
    try JSONDecoder().decode([String: JSONValue].self, from: Data(output.utf8))
  }
}

/// A value of JSON, for reading what the command printed.
enum JSONValue: Decodable, Hashable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }
}

/// A home of its own for one test: a private cluster that is created by the first command and
/// stopped afterwards.
struct CommandHome: Sendable {
  private static let numbers = Atomic<Int>(0)

  /// The built command stands beside the bundle of tests.
  static var program: String {
    get throws {
      let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      let directory = bundle.split(separator: "/").dropLast().joined(separator: "/")
      return "/\(directory)/motcua"
    }
  }

  let base: String

  /// Lends a fresh home.
  static func with(_ body: (CommandHome) async throws -> Void) async throws {
    let number = numbers.wrappingAdd(1, ordering: .relaxed).newValue
    let home = CommandHome(base: "/tmp/motcua-command-\(getpid())-\(number)")
    try FileManager.default.createDirectory(
      atPath: home.base, withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o755])
    let result: Result<Void, any Error>
    do {
      try await body(home)
      result = .success(())
    } catch {
      result = .failure(error)
    }
    _ = try? await home.motcua("db", "down")
    try? FileManager.default.removeItem(atPath: home.base)
    try result.get()
  }

  /// The environment of every command: nothing of the caller's but what programs need.
  var environment: Environment {
    .custom([
      "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": base, "LANG": "en_US.UTF-8",
      "MOTCUA_HOME": base + "/home",
    ])
  }

  /// Runs the command to its end.
  func motcua(_ arguments: String...) async throws -> CommandRun {
    try await motcua(arguments)
  }

  /// Runs the command to its end.
  func motcua(_ arguments: [String]) async throws -> CommandRun {
    let result = try await run(
      .path(FilePath(try Self.program)), arguments: Arguments(arguments),
      environment: environment, workingDirectory: FilePath("/"),
      output: .string(limit: 1 << 24), error: .string(limit: 1 << 20))
    let code: Int32 =
      switch result.terminationStatus {
      case .exited(let code): code
      case .signaled(let signal): 128 + signal
      }
    return CommandRun(
      code: code, output: result.standardOutput, errors: result.standardError)
  }

  /// Writes a file and returns its path.
  func file(_ name: String, _ text: String) throws -> String {
    try file(name, Array(text.utf8))
  }

  /// Writes a file and returns its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = base + "/" + name
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  /// Loads a small tree: the province, a department, two communes.
  func syncAgencies() async throws {
    let path = try file(
      "agencies.csv",
      """
      code,name,parent_code,tier
      H32,UBND tỉnh Khánh Hòa,,province
      H32.16,Sở Tư pháp,H32,province
      H32.201,UBND phường Ba Ngòi,H32,commune
      H32.202,UBND phường Bảo An,H32,commune

      """)
    _ = try await motcua("sync", "agencies", path)
  }
}
