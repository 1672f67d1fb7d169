import Foundation

/// The processors of the machine.
enum Processors {
  /// How many this process may use, as `taskset`, containers and service units limit it; all of the
  /// machine where the system does not say. More threads of a kind than that only wait for each
  /// other.
  static var usable: Int {
    // https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
    let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let name = "Cpus_allowed_list:"
    let line = status?.split(separator: "\n").first { $0.hasPrefix(name) }
    guard let count = line.flatMap({ count(of: $0.dropFirst(name.count)) }), count > 0 else {
      return ProcessInfo.processInfo.activeProcessorCount
    }
    return count
  }

  /// How many numbers a list such as `0-3,8` names; nil where it is no such list.
  static func count(of list: Substring) -> Int? {
    var count = 0
    for part in list.split(separator: ",") {
      let ends = part.split(separator: "-").map { end in
        Int(String(end.filter { !$0.isWhitespace }))
      }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2,
        first <= last
      else { return nil }
      count += last - first + 1
    }
    return count
  }
}
