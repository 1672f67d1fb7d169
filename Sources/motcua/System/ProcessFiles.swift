import FoundationEssentials
import Glibc
import Telemetry

extension ProcessMetrics {
  /// What Linux says about this process.
  static var own: ProcessMetrics {
    ProcessMetrics(
      ticksPerSecond: max(1, sysconf(Int32(_SC_CLK_TCK))),
      read: { path in
        // These files have no length of their own, so that they are read to their end.
        guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
      },
      entries: { path in try? FileManager.default.contentsOfDirectory(atPath: path).count })
  }
}
