/// The step between two looks at something that no event announces: a lock of another process, a
/// server that starts or stops.
enum Pause {
  /// Waits 20 ms.
  static func take() async throws(ClusterError) {
    do {
      try await Task.sleep(for: .milliseconds(20))
    } catch {
      throw ClusterError(.cancelled, "waiting for the private cluster was cancelled")
    }
  }
}
