import Cluster
import FoundationEssentials
import Glibc
import Testing

@testable import Cluster

@Suite struct `Cluster refusals` {
  @Test func `without server programs it says what to install and creates nothing`() async throws {
    try await ClusterHome.with { home in
      let cluster = PrivateCluster(
        home: home.path, searchPath: [home.base], effectiveUserID: geteuid(),
        installations: home.base + "/nothing")

      let error = await #expect(throws: ClusterError.self) { try await cluster.up() }

      #expect(error?.kind == .serverNotInstalled)
      #expect(
        error?.description
          == "PostgreSQL server programs were not found (looked in \(home.base)/nothing/*/bin, "
          + "\(home.base)); install the Debian package postgresql: apt-get install postgresql")
      #expect(!FileManager.default.fileExists(atPath: home.path))
    }
  }

  @Test func `data of a version without programs names the version`() async throws {
    try await ClusterHome.with { home in
      try FileManager.default.createDirectory(
        atPath: home.path + "/postgres/data", withIntermediateDirectories: true)
      #expect(
        FileManager.default.createFile(
          atPath: home.path + "/postgres/data/PG_VERSION", contents: Data("9\n".utf8)))

      let error = await #expect(throws: ClusterError.self) { try await home.cluster.programs() }

      #expect(error?.kind == .serverNotInstalled)
      #expect(
        error?.description.hasPrefix(
          "the data in \(home.path)/postgres/data were made by PostgreSQL 9, whose server programs "
            + "were not found") == true)
    }
  }

  @Test func `a parent closed to the server's user is named and left as it is`() async throws {
    try await ClusterHome.with { home in
      let closed = home.base + "/closed"
      try FileManager.default.createDirectory(
        atPath: closed, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      let cluster = PrivateCluster(home: closed + "/home", searchPath: [], effectiveUserID: 0)

      let error = await #expect(throws: ClusterError.self) { try await cluster.up() }

      #expect(error?.kind == .unusableDirectory)
      #expect(
        error?.description
          == "the private cluster cannot live in \(closed)/home/postgres/data: the server runs as "
          + "user postgres, who may not pass through \(closed) (mode 0700); set MOTCUA_HOME to a "
          + "directory whose parents are open to it, such as /var/lib/motcua")
      #expect(try FileFacts.of(closed)?.mode == 0o700)
      #expect(try FileManager.default.contentsOfDirectory(atPath: closed).isEmpty)
    }
  }

  @Test func `root without the server's user is told so`() async throws {
    try await ClusterHome.with { home in
      let cluster = PrivateCluster(
        home: home.path, searchPath: [], effectiveUserID: 0, serverUser: "no-such-user")

      let error = await #expect(throws: ClusterError.self) { try await cluster.up() }

      #expect(error?.kind == .noServerUser)
      #expect(error?.description.contains("no unprivileged user no-such-user") == true)
      #expect(!FileManager.default.fileExists(atPath: home.path))
    }
  }

  @Test func `a home that is a file is no directory`() async throws {
    try await ClusterHome.with { home in
      #expect(FileManager.default.createFile(atPath: home.path, contents: nil))

      let error = await #expect(throws: ClusterError.self) { try await home.cluster.up() }

      #expect(error?.kind == .unusableDirectory)
      #expect(error?.description.contains(home.path) == true)
    }
  }

  @Test func `a held lock ends in busy`() async throws {
    try await ClusterHome.with { home in
      var cluster = home.cluster
      cluster.patience = .milliseconds(50)
      try cluster.createHome(for: try await cluster.account())
      let lock = try await ClusterLock.take(at: cluster.layout, within: .zero)

      await #expect(throws: ClusterError(.busy, "")) { try await cluster.up() }

      #expect(try await cluster.status() == .absent)
      _ = consume lock
    }
  }

  @Test func `a socket directory open to others is refused`() async throws {
    try await ClusterHome.with { home in
      try await home.cluster.up()
      try await home.cluster.down()
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: home.path + "/postgres/run")

      let error = await #expect(throws: ClusterError.self) { try await home.cluster.up() }

      #expect(error?.kind == .unusableDirectory)
      #expect(error?.description.contains("/postgres/run must be a directory") == true)
      #expect(error?.description.contains("mode 0755") == true)
    }
  }

  @Test(arguments: [
    ("relative/home", ClusterError.Kind.unusableDirectory, "not \"relative/home\""),
    ("", .unusableDirectory, "not \"\""),
    ("/", .unusableDirectory, "not \"/\""),
    ("/tmp/a$b", .unusableDirectory, "the character \"$\""),
    ("/tmp/a,b", .unusableDirectory, "the character \",\""),
    ("/tmp/a\nb", .unusableDirectory, "the character \"\\n\""),
    ("/tmp/" + String(repeating: "x", count: 76), .pathTooLong, "at least 1 bytes shorter"),
    ("/tmp/" + String(repeating: "ộ", count: 30), .pathTooLong, "would be 122 bytes long"),
  ])
  func `a path that no socket can have is refused before anything is done`(
    home: String, kind: ClusterError.Kind, text: String
  ) async throws {
    let cluster = PrivateCluster(home: home, searchPath: [], effectiveUserID: geteuid())

    let error = await #expect(throws: ClusterError.self) { try await cluster.up() }

    #expect(error?.kind == kind)
    #expect(error?.description.contains(text) == true, "\(error?.description ?? "")")
  }

  @Test func `a path of just the longest length is taken`() throws {
    let layout = ClusterLayout(home: "/tmp/" + String(repeating: "x", count: 75))

    #expect(layout.socket.utf8.count == 107)
    try layout.checkPath()
  }
}
