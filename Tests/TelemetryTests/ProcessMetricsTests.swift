import Telemetry
import Testing

@Suite struct ProcessMetricsTests {
  private static let files = [
    "/proc/self/stat":
      "42 (a) b (c)) S 1 42 42 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 4 0 3000 1000 200 1",
    "/proc/stat": "cpu 1 2 3\nbtime 1700000000\nprocesses 9\n",
    "/proc/self/status": "Name:\tmotcua\nVmPeak:\t 9 kB\nVmRSS:\t   2048 kB\n",
    "/proc/self/limits": "Limit  Soft  Hard  Units\nMax open files  1024  4096  files\n",
  ]

  private func families(without missing: String = "") -> [MetricFamily] {
    ProcessMetrics(
      ticksPerSecond: 100, read: { $0 == missing ? nil : Self.files[$0] },
      entries: { $0 == "/proc/self/fd" ? 12 : nil }
    ).families
  }

  @Test func `the system's numbers are read in seconds and bytes`() {
    #expect(
      families() == [
        MetricFamily(.processCPU, .number(3)),
        MetricFamily(.processStartTime, .number(1_700_000_030)),
        MetricFamily(.processResidentMemory, .integer(2_097_152)),
        MetricFamily(.processOpenFiles, .integer(11)),
        MetricFamily(.processMaximumFiles, .integer(1024)),
      ])
  }

  @Test(arguments: files.keys.sorted())
  func `what cannot be read is left out, and nothing else`(missing: String) {
    let left = Set(families(without: missing).map(\.name))
    let all = Set(families().map(\.name))

    #expect(left.isStrictSubset(of: all) && !left.isEmpty)
  }
}
