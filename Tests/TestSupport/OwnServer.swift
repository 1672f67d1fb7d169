internal import Cluster
internal import FoundationEssentials
internal import Glibc
public import Postgres

/// A PostgreSQL server of one test, which the test may stop, freeze and kill.
public struct OwnServer: Sendable {
  private let cluster: PrivateCluster
  /// A superuser's way to a database that is empty at first.
  public let configuration: PostgresConfiguration

  fileprivate init(home: String) throws {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    cluster = PrivateCluster(
      home: home, searchPath: path.split(separator: ":").map(String.init),
      effectiveUserID: geteuid())
    configuration = try PostgresConfiguration(url: cluster.connectionURL)
  }

  /// Stops it as an operator does: sessions are ended.
  public func stop() async throws { try await cluster.down() }

  /// Starts it; returns when it takes connections.
  public func start() async throws { try await cluster.up() }

  /// Stops all its processes where they are: connections are accepted by the system and nobody
  /// answers.
  public func freeze() async throws { try await signal(SIGSTOP) }

  /// Has them go on.
  public func thaw() async throws { try await signal(SIGCONT) }

  /// Ends all its processes at once, as a crash of the machine would.
  public func kill() async throws { try await signal(SIGKILL) }

  private func signal(_ number: Int32) async throws {
    let postmaster: Int32
    switch try await cluster.status() {
    case .absent, .stopped: return
    case .changing(let process): postmaster = process
    case .running(let process, _, _, _): postmaster = process
    }
    // The parent first, so that no child is born in between.
    _ = Glibc.kill(postmaster, number)
    for child in Self.children(of: postmaster) { _ = Glibc.kill(child, number) }
  }

  private static func children(of parent: Int32) -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.filter { process in
      guard let bytes = FileManager.default.contents(atPath: "/proc/\(process)/stat") else {
        return false
      }
      // pid (name) state parent …, where the name may hold blanks and brackets.
      let words = String(decoding: bytes, as: UTF8.self).split(separator: ")").last?
        .split(separator: " ")
      return words.flatMap { $0.count > 1 ? Int32($0[1]) : nil } == parent
    }
  }
}

/// Lends a running server of its own to the closure; nothing of it is left afterwards. Costs about
/// two seconds.
public func withOwnServer<R: Sendable>(
  _ body: (OwnServer) async throws -> R
) async throws -> R {
  let directory = "/tmp/motcua-own-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
  try FileManager.default.createDirectory(
    atPath: directory, withIntermediateDirectories: false,
    attributes: [.posixPermissions: 0o755])
  defer { try? FileManager.default.removeItem(atPath: directory) }
  let server = try OwnServer(home: directory + "/home")
  let result: R
  do {
    try await server.start()
    result = try await body(server)
  } catch {
    try? await server.kill()
    throw error
  }
  try? await server.kill()
  return result
}
