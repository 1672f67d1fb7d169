internal import FoundationEssentials

/// Where the programs of one PostgreSQL version lie.
struct ServerPrograms: Sendable, Hashable {
  /// The directory of `initdb`, `pg_ctl` and `postgres`.
  let directory: String
  /// The major version, as in a data directory's `PG_VERSION`.
  let major: Int

  static let names = ["initdb", "pg_ctl", "postgres"]

  /// Finds the newest programs, or those of one major version.
  ///
  /// Debian keeps them in `/usr/lib/postgresql/MAJOR/bin`, off the PATH; elsewhere `pg_config`
  /// or the PATH itself leads to them. Programs are only run where that first look fails.
  static func find(major wanted: Int?, searchPath: [String], installations: String)
    async throws(ClusterError) -> ServerPrograms?
  {
    let found = (try? FileManager.default.contentsOfDirectory(atPath: installations)) ?? []
    let installed = found.compactMap { Int($0) }.sorted(by: >).map {
      ServerPrograms(directory: "\(installations)/\($0)/bin", major: $0)
    }
    if let match = installed.first(where: { (wanted ?? $0.major) == $0.major && $0.isComplete }) {
      return match
    }
    var best: ServerPrograms?
    for directory in try await directories(on: searchPath) where isComplete(directory) {
      let version = try await ProgramRun.of("postgres", in: directory, ["--version"], as: nil)
      guard version.succeeded, let major = major(inVersion: version.text) else { continue }
      if let wanted, wanted != major { continue }
      if major > best?.major ?? 0 { best = ServerPrograms(directory: directory, major: major) }
    }
    return best
  }

  /// The major version in a line such as `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
  static func major(inVersion text: String) -> Int? {
    guard let mark = text.firstRange(of: "(PostgreSQL) ") else { return nil }
    return Int(text[mark.upperBound...].prefix { $0.isNumber })
  }

  private var isComplete: Bool { Self.isComplete(directory) }

  private static func isComplete(_ directory: String) -> Bool {
    names.allSatisfy { FileManager.default.isExecutableFile(atPath: "\(directory)/\($0)") }
  }

  private static func directories(on searchPath: [String]) async throws(ClusterError) -> [String] {
    var directories: [String] = []
    for entry in searchPath where entry.utf8.first == UInt8(ascii: "/") {
      directories.append(entry)
      guard FileManager.default.isExecutableFile(atPath: entry + "/pg_config") else { continue }
      let answer = try await ProgramRun.of("pg_config", in: entry, ["--bindir"], as: nil)
      if answer.succeeded, let line = answer.text.split(whereSeparator: \.isNewline).first {
        directories.append(String(line))
      }
    }
    return directories
  }
}
