import Procedures

@testable import StatsHTTP

extension ServedState {
  /// A state of records that never lost a version: the number says the instant too.
  init(version: Int64, run: Int64) {
    self.init(
      version: version, recordedAt: Instant(microsecondsSince2000: version), run: run)
  }
}
