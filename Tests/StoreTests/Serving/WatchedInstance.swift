import Glibc
import Logging
import Postgres
import Synchronization

@testable import Store

/// An instance that serves from memory as far as its watch lets it.
final class WatchedInstance: Sendable {
  struct Ended: Error {}

  let name: String
  private let last = Mutex<ServingReport>(.moving)
  private let reports: AsyncStream<ServingReport>
  private let continuation: AsyncStream<ServingReport>.Continuation

  init(name: String) {
    self.name = name
    (reports, continuation) = AsyncStream.makeStream(of: ServingReport.self)
  }

  /// What the instance may serve at this moment; nil where it has to ask the database.
  var served: ServingState? {
    last.withLock { last in
      guard case .granted(let state, let until) = last, ContinuousClock.now < until else {
        return nil
      }
      return state
    }
  }

  func receive(_ report: ServingReport) {
    last.withLock { $0 = report }
    continuation.yield(report)
  }

  /// The next report, in the order of their coming, that is as the closure says; those before it
  /// are passed over.
  @discardableResult
  func next(where isWanted: (ServingReport) -> Bool) async throws -> ServingReport {
    for await report in reports where isWanted(report) { return report }
    throw Ended()
  }

  /// The next grant, of the given state where one is given.
  @discardableResult
  func grant(of wanted: ServingState? = nil) async throws -> ServingState {
    while true {
      guard case .granted(let state, _) = try await next(where: { $0.isGrant }) else { continue }
      if wanted == nil || state == wanted { return state }
    }
  }
}

extension ServingReport {
  var isGrant: Bool { if case .granted = self { true } else { false } }
  var isGone: Bool { if case .gone = self { true } else { false } }
}

/// Runs watches of several instances while the closure runs.
func withWatches<R: Sendable>(
  _ count: Int, on configuration: PostgresConfiguration, of authority: Authority,
  _ body: ([WatchedInstance]) async throws -> R
) async throws -> R {
  let instances = (0..<count).map { WatchedInstance(name: "instance \($0)") }
  return try await withThrowingTaskGroup(of: Void.self) { group in
    for instance in instances {
      var configuration = configuration
      configuration.applicationName = instance.name
      let watch = VersionWatch(
        configuration: configuration, authority: authority, logger: Logger(label: "tests")
      ) { instance.receive($0) }
      group.addTask { try await watch.run() }
    }
    let result: R
    do {
      result = try await body(instances)
    } catch {
      group.cancelAll()
      throw error
    }
    group.cancelAll()
    return result
  }
}

extension TestStore {
  func servingState() async throws -> ServingState {
    try await pool.withConnection { connection in
      try await ServingState.current(authority: authority.id, on: connection)
    }
  }

  /// The server process of an instance's session.
  func process(of instance: WatchedInstance) async throws -> Int32 {
    let found = try await pool.withConnection { connection in
      try await connection.query(
        """
        SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = \(instance.name)
        """
      ) { try $0.int32(0) }
    }
    guard let pid = found.first else { throw NothingCame(what: "session of \(instance.name)") }
    return pid
  }

  /// A run that moves no figure.
  func changeLimit(_ atLeast: Int) async throws {
    _ = try await sources.setLimit(
      kind: "agencies", source: "tree", rule: .rows, atLeast: atLeast, percent: 50,
      TestStore.person)
  }

  /// A run that moves the data version.
  func renameProvince(_ number: Int) async throws {
    let text = TestStore.agencies.replacing(
      "UBND tỉnh Khánh Hòa", with: "UBND tỉnh Khánh Hòa \(number)")
    try await syncAgencies(text)
  }
}
