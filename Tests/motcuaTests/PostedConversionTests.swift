import Intake
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

  @Test(arguments: [StoreError.Kind.missing, .badRequest])
  func `a refusal in Vietnamese is the Vietnamese sentence`(kind: StoreError.Kind) {
    let worded = PostedFailure(StoreError(kind, "the sentence", vi: "câu"))
    let bare = PostedFailure(StoreError(kind, "the sentence"))

    #expect(worded.vi == "câu")
    #expect(worded.en == "the sentence")
    #expect(!bare.vi.contains("sentence"))
    #expect(bare.en == "the sentence")
  }

  @Test func `what is no table is told in Vietnamese without the English reason`() {
    let failure = PostedFailure(IntakeError(.pdf, file: "a.pdf", reason: "the reason"))

    #expect(failure.kind == .unreadable)
    #expect(failure.vi.contains("a.pdf") && failure.vi.contains("PDF"))
    #expect(!failure.vi.contains("the reason"))
    #expect(failure.en.contains("the reason"))
  }
}
