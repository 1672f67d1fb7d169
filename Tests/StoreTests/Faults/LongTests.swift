import FoundationEssentials

/// The long form of tests that try many things at random: `MOTCUA_LONG_TESTS=1`, best with
/// `--filter Mutation`, so that the memory of the process is theirs.
enum LongTests {
  static let areWanted = ProcessInfo.processInfo.environment["MOTCUA_LONG_TESTS"] == "1"

  /// The most memory that this process has had, in KiB; 0 where the system does not tell.
  static var peakMemory: Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
    else { return 0 }
    return Int(line.filter(\.isNumber)) ?? 0
  }
}
