import StatsHTTP
import Store

extension LiveStatsSource {
  func versions(after version: Int64, limit: Int) async throws -> [VersionNotice] {
    let figures = readings.figures
    let found = try await reading { try await figures.versions(after: version, limit: limit) }
    return found.map {
      VersionNotice(
        version: $0.version.number, recordedAt: $0.version.recordedAt, run: $0.run)
    }
  }
}
