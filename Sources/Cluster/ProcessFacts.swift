internal import FoundationEssentials

/// What Linux tells of a process under `/proc` (`man 5 proc`).
struct ProcessFacts: Sendable {
  let processIdentifier: Int32

  private var place: String { "/proc/\(processIdentifier)" }

  /// The name of its program; nil where there is no such process or no `/proc`.
  var name: String? { text("comm")?.split(separator: "\n").first.map(String.init) }

  /// A path that leads to its working directory, for those who may look.
  var workingDirectory: String { place + "/cwd" }

  /// The words it was started with; empty when it is dead.
  var commandLine: [String] {
    (text("cmdline") ?? "").split(separator: "\0").map(String.init)
  }

  /// Whether it has ended, is ending, or has been sent SIGKILL. Between the signal and the end it
  /// still looks alive, for milliseconds on a busy machine.
  var isDying: Bool {
    guard let status = text("status"), let stat = text("stat") else { return true }
    for line in status.split(separator: "\n") {
      let parts = line.split(whereSeparator: \.isWhitespace)
      guard parts.count > 1 else { continue }
      if parts[0] == "State:", parts[1] == "Z" || parts[1] == "X" { return true }
      if parts[0] == "SigPnd:" || parts[0] == "ShdPnd:",
        let pending = UInt64(parts[1], radix: 16), pending & Self.killBit != 0
      {
        return true
      }
    }
    // The ninth field, and the seventh behind the name in brackets, holds the kernel's flags.
    guard let bracket = stat.lastIndex(of: ")") else { return true }
    let fields = stat[bracket...].split(separator: " ").dropFirst()
    guard let flags = fields.dropFirst(6).first.flatMap({ UInt64($0) }) else { return true }
    return flags & Self.exitingFlag != 0
  }

  /// SIGKILL is signal 9, and signals are counted from bit 0.
  private static let killBit: UInt64 = 1 << 8
  /// `PF_EXITING` of the kernel's `include/linux/sched.h`.
  private static let exitingFlag: UInt64 = 0x4

  private func text(_ file: String) -> String? {
    guard let bytes = FileManager.default.contents(atPath: "\(place)/\(file)") else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
