import Logging
import Postgres
import TestSupport
import Testing

@testable import Store

extension LiveTests {
  /// A watch whose server fails under it and comes back.
  @Suite struct WatchOutageTests {
    enum Fault: String, CaseIterable, Sendable {
      case stopped, killed, frozen

      func begin(on server: OwnServer) async throws {
        switch self {
        case .stopped: try await server.stop()
        case .killed: try await server.kill()
        case .frozen: try await server.freeze()
        }
      }

      func end(on server: OwnServer) async throws {
        if self == .frozen { try await server.thaw() } else { try await server.start() }
      }
    }

    @Test(arguments: Fault.allCases)
    func `an outage is reported, and so is its end, with nothing served in between`(
      _ fault: Fault
    ) async throws {
      try await withOwnServer { server in
        let authority = try await withPool(server.configuration) { pool in
          try await pool.withConnection { connection in
            _ = try await Migrator().migrate(connection)
            return try await Authority.ensure(TestStore.authorityCode, on: connection)
          }
        }
        try await withWatches(1, on: server.configuration, of: authority) { instances in
          let before = try await instances[0].grant()

          try await fault.begin(on: server)
          try await instances[0].next { $0.isGone }
          // It goes on trying, and nothing is granted.
          for _ in 0..<3 { #expect(try await instances[0].next { _ in true }.isGone) }
          #expect(instances[0].served == nil)
          try await fault.end(on: server)

          #expect(try await instances[0].grant() == before)
        }
      }
    }
  }
}
