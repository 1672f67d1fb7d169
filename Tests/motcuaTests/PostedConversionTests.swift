import Postgres
import StatsHTTP
import Testing

@testable import Store
@testable import motcua

/// What a client hears of an error of the engine.
@Suite struct PostedConversionTests {
  @Test func `a commit of which nobody heard is asked about again, not kept as a fault`() {
    let failure = PostedFailure(PostgresError(kind: .commitUnknown))

    #expect(failure.kind == .interrupted)
    #expect(failure.passesByItself)
  }

  @Test func `a post that was given up may come again`() {
    #expect(PostedFailure(StoreError(.givenUp, "a")).kind == .interrupted)
  }
}
