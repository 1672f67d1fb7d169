/// What Linux says about the process, under the names that Prometheus' own libraries use.
public struct ProcessMetrics: Sendable {
  private let read: @Sendable (String) -> String?
  private let entries: @Sendable (String) -> Int?
  private let ticksPerSecond: Int

  /// `read` gives the text of a file below `/proc`, `entries` the number of entries of a directory
  /// there; nil where it cannot be read. `ticksPerSecond` is what `sysconf(_SC_CLK_TCK)` says.
  public init(
    ticksPerSecond: Int, read: @escaping @Sendable (String) -> String?,
    entries: @escaping @Sendable (String) -> Int?
  ) {
    precondition(ticksPerSecond > 0, "a clock ticks")
    self.read = read
    self.entries = entries
    self.ticksPerSecond = ticksPerSecond
  }

  /// The metrics at this moment; one that cannot be read is left out.
  public var families: [MetricFamily] {
    var families: [MetricFamily] = []
    if let stat = read("/proc/self/stat").flatMap(Self.fields) {
      // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html counts fields from 1; the
      // command in parentheses is the second.
      if let user = stat[14], let system = stat[15] {
        families.append(
          MetricFamily(.processCPU, .number(Double(user + system) / Double(ticksPerSecond))))
      }
      let boot = read("/proc/stat").flatMap { Self.number("btime", in: $0) }
      if let start = stat[22], let boot {
        families.append(
          MetricFamily(
            .processStartTime, .number(Double(boot) + Double(start) / Double(ticksPerSecond))))
      }
    }
    if let kibibytes = read("/proc/self/status").flatMap({ Self.number("VmRSS:", in: $0) }) {
      families.append(MetricFamily(.processResidentMemory, .integer(Int64(kibibytes) * 1024)))
    }
    // Reading the directory opens it.
    if let open = entries("/proc/self/fd") {
      families.append(MetricFamily(.processOpenFiles, .integer(Int64(max(0, open - 1)))))
    }
    if let most = read("/proc/self/limits").flatMap({ Self.number("Max open files", in: $0) }) {
      families.append(MetricFamily(.processMaximumFiles, .integer(Int64(most))))
    }
    return families
  }

  /// The numbered fields of `stat`. The command may hold blanks and parentheses, so that what
  /// follows is read from the last parenthesis on.
  private static func fields(_ text: String) -> [Int: Int]? {
    guard let close = text.lastIndex(of: ")") else { return nil }
    let rest = text[text.index(after: close)...].split { $0.isWhitespace }
    var fields: [Int: Int] = [:]
    for (index, field) in rest.enumerated() {
      fields[index + 3] = Int(field)
    }
    return fields
  }

  /// The first number of the line that begins so.
  private static func number(_ name: String, in text: String) -> Int? {
    for line in text.split(separator: "\n") where line.hasPrefix(name) {
      return line.dropFirst(name.count).split { $0.isWhitespace }.first.flatMap { Int($0) }
    }
    return nil
  }
}
