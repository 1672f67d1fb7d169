import Cluster
import FoundationEssentials
import Glibc
import Synchronization
import SystemPackage

@testable import Cluster

/// A directory of its own for one test; its server is stopped and its files are removed.
struct ClusterHome: Sendable {
  private static let numbers = Atomic<Int>(0)

  /// The temporary directory itself, mode 0755 so that the server's user passes through.
  let base: String
  /// The home of the cluster; does not exist yet.
  var path: String { base + "/home" }

  /// The cluster as the command would address it.
  var cluster: PrivateCluster {
    PrivateCluster(home: path, searchPath: [], effectiveUserID: geteuid())
  }

  /// The cluster with an initdb that makes its directory and never ends.
  func clusterStuckInCreation() async throws -> PrivateCluster {
    let real = try await cluster.programs()
    let directory = base + "/stuck/\(real.major)/bin"
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    for name in ServerPrograms.names where name != "initdb" {
      try FileManager.default.createSymbolicLink(
        atPath: "\(directory)/\(name)", withDestinationPath: "\(real.directory)/\(name)")
    }
    let script = "#!/bin/sh\nmkdir \"$2\" && exec sleep 600\n"
    guard
      FileManager.default.createFile(
        atPath: directory + "/initdb", contents: Data(script.utf8),
        attributes: [.posixPermissions: 0o755])
    else { throw ClusterError(.startFailed, "\(directory)/initdb cannot be written") }
    return PrivateCluster(
      home: path, searchPath: [], effectiveUserID: geteuid(), installations: base + "/stuck")
  }

  /// Lends a fresh directory.
  static func with(_ body: (ClusterHome) async throws -> Void) async throws {
    let number = numbers.wrappingAdd(1, ordering: .relaxed).newValue
    let home = ClusterHome(base: "/tmp/motcua-cluster-\(getpid())-\(number)")
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
    try? await home.cluster.down()
    try? FileManager.default.removeItem(atPath: home.base)
    try result.get()
  }

  /// Runs one statement as the caller and returns what psql printed.
  func query(_ sql: String) async throws -> String {
    let programs = try await cluster.programs()
    let run = try await ProgramRun.of(
      "psql", in: programs.directory,
      ["-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", cluster.connectionURL, "-c", sql], as: nil)
    return run.text.split(whereSeparator: \.isNewline).joined(separator: "\n")
  }

  /// Replaces a file's content and keeps its owner.
  func overwrite(_ path: String, with text: String) throws {
    let file = try FileDescriptor.open(FilePath(path), .writeOnly, options: [.truncate])
    try file.closeAfter { _ = try file.writeAll(text.utf8) }
  }

  /// The server's process number, when it runs.
  func processIdentifier() async throws -> Int32? {
    guard case .running(let number, _, _, _) = try await cluster.status() else { return nil }
    return number
  }

  /// Waits until a process is gone or dead.
  func waitForEnd(of process: Int32) async throws {
    while kill(process, 0) == 0,
      let bytes = FileManager.default.contents(atPath: "/proc/\(process)/cmdline"), !bytes.isEmpty
    {
      try await Pause.take()
    }
  }
}
