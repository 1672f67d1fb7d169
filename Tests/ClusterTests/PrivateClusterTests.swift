import Cluster
import FoundationEssentials
import Glibc
import Testing

@testable import Cluster

@Suite struct `Private cluster` {
  @Test func `a cluster goes from absent to running to stopped and back`() async throws {
    try await ClusterHome.with { home in
      #expect(try await home.cluster.status() == .absent)

      try await home.cluster.up()
      let first = try await home.cluster.status()
      #expect(
        try await home.query("SELECT current_user || ' ' || current_database()") == "motcua motcua")

      try await home.cluster.down()
      #expect(try await home.cluster.status() == .stopped)
      try await home.cluster.down()

      try await home.cluster.up()
      let second = try await home.cluster.status()
      guard case .running(let one, let version, let data, let sockets) = first,
        case .running(let other, _, _, _) = second
      else {
        Issue.record("not running: \(first), \(second)")
        return
      }
      #expect(one != other)
      #expect(version >= 13)
      #expect(data == home.path + "/postgres/data")
      #expect(sockets == home.path + "/postgres/run")
    }
  }

  @Test func `the server keeps to its socket and to safe writing`() async throws {
    try await ClusterHome.with { home in
      try await home.cluster.up()

      let settings = try await home.query(
        """
        SELECT name || '=' || setting FROM pg_settings WHERE name IN ('listen_addresses', 'fsync',
        'full_page_writes', 'data_checksums', 'cluster_name', 'jit', 'server_encoding',
        'checkpoint_timeout') ORDER BY name
        """)

      #expect(
        settings == """
          checkpoint_timeout=900
          cluster_name=motcua
          data_checksums=on
          fsync=on
          full_page_writes=on
          jit=off
          listen_addresses=
          server_encoding=UTF8
          """)
      for directory in [home.path + "/postgres", home.path + "/postgres/run"] {
        #expect(try FileFacts.of(directory)?.mode == 0o700)
      }
    }
  }

  @Test func `the server holds nothing of the command that started it`() async throws {
    try await ClusterHome.with { home in
      try await home.cluster.up()
      let process = try #require(try await home.processIdentifier())

      let targets = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd")
        .compactMap {
          try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/fd/\($0)")
        }

      let log = home.path + "/postgres/server.log"
      #expect(targets.filter { $0 == log }.count == 2)
      #expect(!targets.contains(home.path + "/lock"))
      #expect(getsid(process) == process)
      let ours = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
      }
      #expect(Set(targets.filter { $0.hasPrefix("pipe:") }).isDisjoint(with: ours))
    }
  }

  @Test func `a running server is found without any program`() async throws {
    try await ClusterHome.with { home in
      try await home.cluster.up()
      let process = try await home.processIdentifier()

      let bare = PrivateCluster(
        home: home.path + "/", searchPath: [], effectiveUserID: geteuid(),
        installations: home.base + "/nothing")
      try await bare.up()

      #expect(try await home.processIdentifier() == process)
    }
  }

  @Test func `two calls on a fresh home share one server`() async throws {
    try await ClusterHome.with { home in
      async let one: Void = home.cluster.up()
      async let other: Void = home.cluster.up()
      _ = try await (one, other)

      #expect(try await home.query("SELECT 1") == "1")
      #expect(try leftovers(in: home).isEmpty)
    }
  }

  @Test func `two processes on a fresh home share one server`() async throws {
    try await ClusterHome.with { home in
      let path = home.path
      async let one: Void = expectUp(path)
      async let other: Void = expectUp(path)
      _ = try await (one, other)

      #expect(try await home.query("SELECT 1") == "1")
      #expect(try leftovers(in: home).isEmpty)
    }
  }

  private func expectUp(_ path: String) async throws {
    await #expect(processExitsWith: .success) { [path] in
      try await PrivateCluster(home: path, searchPath: [], effectiveUserID: geteuid()).up()
    }
  }

  @Test func `a killed server starts again with its data`() async throws {
    try await ClusterHome.with { home in
      try await home.cluster.up()
      _ = try await home.query("CREATE TABLE kept AS SELECT 7 AS value")
      let process = try #require(try await home.processIdentifier())

      #expect(kill(process, SIGKILL) == 0)
      try await home.cluster.up()

      let kept = try await home.query("SELECT value FROM kept")
      #expect(kept == "7")
      #expect(try await home.processIdentifier() != process)
    }
  }

  @Test func `a killed server whose number went to another process starts again`() async throws {
    try await ClusterHome.with { home in
      try await home.cluster.up()
      let process = try #require(try await home.processIdentifier())
      #expect(kill(process, SIGKILL) == 0)
      try await home.waitForEnd(of: process)
      for lock in [
        home.path + "/postgres/data/postmaster.pid", home.path + "/postgres/run/.s.PGSQL.5432.lock",
      ] {
        let bytes = try #require(FileManager.default.contents(atPath: lock))
        let lines = String(decoding: bytes, as: UTF8.self).split(
          separator: "\n", omittingEmptySubsequences: false)
        let text = (["\(getpid())"] + lines.dropFirst().map(String.init)).joined(separator: "\n")
        try home.overwrite(lock, with: text)
      }
      #expect(try await home.cluster.status() == .stopped)

      try await home.cluster.up()

      #expect(try await home.query("SELECT 1") == "1")
    }
  }

  @Test func `a creation that died in the middle is begun anew`() async throws {
    try await ClusterHome.with { home in
      let stuck = try await home.clusterStuckInCreation()
      let creation = Task { try await stuck.up() }
      while try leftovers(in: home).isEmpty { try await Pause.take() }
      creation.cancel()
      await #expect(throws: ClusterError(.cancelled, "")) { try await creation.value }
      #expect(try await home.cluster.status() == .absent)
      #expect(try !leftovers(in: home).isEmpty)

      try await home.cluster.up()

      #expect(try await home.query("SELECT 1") == "1")
      #expect(try leftovers(in: home).isEmpty)
    }
  }

  @Test func `a socket that was tidied away comes back`() async throws {
    try await ClusterHome.with { home in
      try await home.cluster.up()
      try FileManager.default.removeItem(atPath: home.path + "/postgres/run/.s.PGSQL.5432")

      try await home.cluster.up()

      #expect(try await home.query("SELECT 1") == "1")
    }
  }

  @Test func `a stopped cluster can be moved`() async throws {
    try await ClusterHome.with { home in
      try await home.cluster.up()
      try await home.cluster.down()
      let moved = PrivateCluster(
        home: home.base + "/a b", searchPath: [], effectiveUserID: geteuid())
      try FileManager.default.moveItem(atPath: home.path, toPath: home.base + "/a b")

      try await moved.up()

      let run = try await ProgramRun.of(
        "psql", in: try await moved.programs().directory,
        ["-X", "-A", "-t", "-d", moved.connectionURL, "-c", "SELECT 1"], as: nil)
      #expect(run.text == "1\n")
      try await moved.down()
    }
  }

  @Test func `a server that cannot start shows the end of its log`() async throws {
    try await ClusterHome.with { home in
      try await home.cluster.up()
      _ = try await home.query("ALTER SYSTEM SET shared_preload_libraries = 'no_such_library'")
      try await home.cluster.down()

      let error = await #expect(throws: ClusterError.self) { try await home.cluster.up() }

      #expect(error?.kind == .startFailed)
      #expect(error?.description.contains("could not access file \"no_such_library\"") == true)
    }
  }

  private func leftovers(in home: ClusterHome) throws -> [String] {
    guard FileManager.default.fileExists(atPath: home.path + "/postgres") else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: home.path + "/postgres").filter {
      $0.hasPrefix("data.new.")
    }
  }
}
