import Cluster
import Glibc
import Testing

@testable import Cluster

@Suite struct `Cluster readings` {
  @Test(
    arguments: [
      ("", nil, false), ("x\n", nil, false), ("-1\n", nil, false), ("0\n", nil, false),
      ("42\n/data\n1700000000\n5432\n../run\n\n  1 2\nready   \n", 42, true),
      ("42\n/data\n1700000000\n5432\n../run\n\n  1 2\nstarting\n", 42, false),
      ("42\n/data\n1700000000\n5432\n../run\n\n  1 2\nstopping\n", 42, false),
      ("42\n/data\n1700000000\n", 42, false),
    ] as [(String, Int32?, Bool)])
  func `a postmaster file tells number and readiness`(text: String, number: Int32?, ready: Bool) {
    let postmaster = Postmaster(pidFile: text)

    #expect(postmaster?.processIdentifier == number)
    #expect(postmaster?.isReady ?? false == ready)
  }

  @Test func `this process is a stranger to any data directory`() throws {
    let postmaster = try #require(Postmaster(pidFile: "\(getpid())\n"))

    #expect(postmaster.bearer(of: "/tmp") == .stranger)
  }

  @Test(
    arguments: [
      ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", 15),
      ("postgres (PostgreSQL) 18beta1\n", 18),
      ("postgres (Something) 15.1\n", nil),
      ("", nil),
    ] as [(String, Int?)])
  func `the version line tells the major version`(line: String, major: Int?) {
    #expect(ServerPrograms.major(inVersion: line) == major)
  }

  @Test func `programs are also found through pg_config on the path`() async throws {
    let known = try #require(
      try await ServerPrograms.find(
        major: nil, searchPath: [], installations: "/usr/lib/postgresql"))

    let found = try await ServerPrograms.find(
      major: known.major, searchPath: ["relative", known.directory], installations: "/nothing")

    #expect(found == known)
    let other = try await ServerPrograms.find(
      major: 8, searchPath: [known.directory], installations: "/usr/lib/postgresql")
    #expect(other == nil)
  }

  @Test(arguments: [
    ("/var/lib/motcua", "host=/var/lib/motcua/postgres/run port=5432 user=motcua dbname=motcua"),
    ("/var/lib/motcua//", "host=/var/lib/motcua/postgres/run port=5432 user=motcua dbname=motcua"),
    ("/my home", "host='/my home/postgres/run' port=5432 user=motcua dbname=motcua"),
    ("/it's", "host='/it\\'s/postgres/run' port=5432 user=motcua dbname=motcua"),
  ])
  func `the connection string is quoted where libpq needs it`(home: String, expected: String) {
    let cluster = PrivateCluster(home: home, searchPath: [], effectiveUserID: 1000)

    #expect(cluster.connectionURL == expected)
  }

  @Test(
    arguments: [
      (0o700, 7, [7], true), (0o600, 7, [7], false), (0o077, 7, [7], false),
      (0o710, 8, [9, 70], true), (0o701, 8, [9, 70], false), (0o701, 8, [9], true),
      (0o710, 8, [9], false), (0o000, 0, [0], true),
    ] as [(UInt32, UInt32, [UInt32], Bool)])
  func `passage follows the first class of permission bits that fits`(
    mode: UInt32, user: UInt32, groups: [UInt32], expected: Bool
  ) {
    let facts = FileFacts(
      isDirectory: true, isSocket: false, owner: 7, group: 70, mode: mode, size: 0, identity: [])

    #expect(facts.isTraversable(by: user, groups: groups) == expected)
  }

  @Test func `errors are equal when their kinds are`() {
    #expect(ClusterError(.busy, "one") == ClusterError(.busy, "two"))
    #expect(ClusterError(.busy, "one") != ClusterError(.startFailed, "one"))
    #expect("\(ClusterError(.busy, "one"))" == "one")
  }
}
