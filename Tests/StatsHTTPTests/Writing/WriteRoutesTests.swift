import HTTPTypes
import HummingbirdTesting
import Procedures
import Testing

@testable import StatsHTTP

/// Posting sources.
@Suite struct WriteRoutesTests {
  @Test(arguments: PostedKind.allCases)
  func `a source of every kind goes to the intake as it came`(kind: PostedKind) async throws {
    let probe = WriteProbe()

    let answer = try await probe.post(kind.path, "the bytes")

    #expect(answer.status == .ok)
    #expect(
      probe.intake.taken == [
        FakeIntake.Taken(
          posted: PostedSource(kind: kind, name: kind.rawValue), bytes: Array("the bytes".utf8),
          key: nil, wait: .seconds(10), token: "sync")
      ])
  }

  @Test func `parameters reach the intake`() async throws {
    let probe = WriteProbe()

    _ = try await probe.post(
      "/v1/sync/catalog?source=portal&scope=agency%3DH32.16&effective=2026-01-02&sheet=S"
        + "&allow_withdrawals=3&allow_changes=4&dry_run=true&wait=0&name=t%E1%BB%87p.csv",
      headers: [try #require(HTTPField.Name("Idempotency-Key")): "k-1"])

    var posted = PostedSource(kind: .catalog, name: "tệp.csv", dryRun: true)
    posted.source = "portal"
    posted.agency = AgencyCode("H32.16")
    posted.effective = CalendarDay(iso: "2026-01-02")
    posted.sheet = "S"
    posted.allowWithdrawals = 3
    posted.allowChanges = 4
    #expect(probe.intake.taken.map(\.posted) == [posted])
    #expect(probe.intake.taken.first?.key == "k-1")
    #expect(probe.intake.taken.first?.wait == .zero)
  }

  @Test func `the summary of a run has the numbers of the command line`() async throws {
    let answer = try await WriteProbe().post()

    #expect(answer.status == .ok)
    #expect(try answer.header("Cache-Control") == "no-store")
    for line in [
      "\"run\" : 7", "\"exit_code\" : 6", "\"held_rows\" : \"/v1/runs/7\"",
      "\"state\" : \"applied\"", "\"rows_written\" : 5", "\"data_version\" : 2",
    ] {
      #expect(answer.text.contains(line), "\(line)")
    }
  }

  @Test func `a run that goes on is answered with where to ask`() async throws {
    let answer = try await WriteProbe(.running).post()

    #expect(answer.status == .accepted)
    #expect(try answer.header("Location") == "/v1/runs/pending/\(FakeIntake.id)")
    #expect(answer.text.contains("\"state\" : \"running\""))
  }

  @Test func `a refusal of the guard gives its numbers and how to open each limit`() async throws {
    var outcome = PostedOutcome.sample
    outcome.state = "refused"
    outcome.refusals = [
      PostedOutcome.Refusal(
        rule: "withdrawals", subject: nil, count: 12, whole: 40, limit: 10,
        parameter: "allow_withdrawals=12",
        sentence: PostedOutcome.Sentence(vi: "bị rút", en: "would be withdrawn"))
    ]

    let answer = try await WriteProbe(.done(outcome)).post()

    #expect(answer.status == .conflict)
    for line in [
      "\"code\" : \"guard_refused\"", "\"count\" : 12", "\"limit\" : 10", "\"of\" : 40",
      "\"parameter\" : \"allow_withdrawals=12\"", "\"run\" : 7",
      "\"detail\" : \"would be withdrawn\"",
    ] {
      #expect(answer.text.contains(line), "\(line)")
    }
  }

  @Test(
    arguments: [
      (.unreadable, 422, "unreadable_source"), (.noRows, 409, "guard_refused"),
      (.badRequest, 400, "bad_value"), (.missing, 409, "missing_data"), (.busy, 503, "busy"),
      (.crowded, 429, "too_many_posts"),
      (.unavailable, 503, "unavailable"), (.interrupted, 503, "unavailable"),
      (.forbidden, 403, "forbidden"), (.revoked, 401, "unauthorized"),
      (.failed, 500, "internal_error"),
    ] as [(PostedFailure.Kind, Int, String)])
  func `a failure is told by its code, whether it comes before, after or instead of the run`(
    kind: PostedFailure.Kind, status: Int, code: String
  ) async throws {
    let failure = PostedFailure(kind, vi: "câu", en: "the sentence")
    for probe in [
      WriteProbe(.failed(failure)), WriteProbe(refusing: failure), WriteProbe(.failure(failure)),
    ] {
      let answer = try await probe.post()

      #expect(answer.status.code == status)
      #expect(answer.text.contains("\"code\" : \"\(code)\""))
      #expect(answer.text.contains("the sentence"))
      #expect((try answer.header("Retry-After") == "5") == [429, 503].contains(status))
    }
  }

  @Test func `a key that was used for something else is refused`() async throws {
    let answer = try await WriteProbe(.success(.mismatch)).post()

    #expect(answer.status.code == 422)
    #expect(answer.text.contains("\"code\" : \"idempotency_mismatch\""))
  }

  @Test(arguments: [
    ("/v1/sync/catalog?colour=red", "unknown_parameter"),
    ("/v1/import/dossiers?effective=2026-01-01", "unknown_parameter"),
    ("/v1/sync/agencies?scope=agency%3DH32", "unknown_parameter"),
    ("/v1/sync/catalog?source=a&source=b", "repeated_parameter"),
    ("/v1/sync/catalog?wait=31", "bad_value"), ("/v1/sync/catalog?wait=", "bad_value"),
    ("/v1/sync/catalog?dry_run=yes", "bad_value"),
    ("/v1/sync/catalog?scope=H32", "bad_value"),
    ("/v1/sync/catalog?scope=agency%3D0", "bad_value"),
    ("/v1/sync/catalog?scope=agency%3D%20H32", "bad_value"),
    ("/v1/sync/catalog?scope=agency%3DH32.00000000000000000000000000000000", "bad_value"),
    ("/v1/sync/catalog?effective=2026-02-30", "bad_value"),
    ("/v1/sync/catalog?name=..%2Fetc", "bad_value"),
    ("/v1/sync/catalog?source=a%0Ab", "bad_value"),
    ("/v1/sync/catalog?allow_changes=-1", "bad_value"),
  ])
  func `a parameter that is wrong is refused and nothing is taken`(
    path: String, code: String
  ) async throws {
    let probe = WriteProbe()

    let answer = try await probe.post(path)

    #expect(answer.status == .badRequest)
    #expect(answer.text.contains("\"code\" : \"\(code)\""))
    #expect(probe.intake.taken.isEmpty)
  }

  @Test(arguments: ["", String(repeating: "k", count: 201), "a b", "khóa"])
  func `a key that cannot be one is refused`(key: String) async throws {
    let probe = WriteProbe()

    let answer = try await probe.post(
      headers: [try #require(HTTPField.Name("Idempotency-Key")): key])

    #expect(answer.status == .badRequest)
    #expect(probe.intake.taken.isEmpty)
  }

  @Test(arguments: [
    ("Content-Type", "application/x-www-form-urlencoded"), ("Content-Type", "text/html"),
    ("Content-Type", "multipart/form-data; boundary=a"), ("Content-Encoding", "gzip"),
  ])
  func `a body that cannot be read as a file is refused before it is read`(
    name: String, value: String
  ) async throws {
    let probe = WriteProbe()

    let answer = try await probe.post(headers: [try #require(HTTPField.Name(name)): value])

    #expect(answer.status == .unsupportedMediaType)
    #expect(answer.text.contains("\"code\" : \"unsupported_media_type\""))
    #expect(probe.intake.taken.isEmpty)
  }

  @Test(arguments: WriteEndpoints.contentTypes + ["Text/CSV; charset=utf-8"])
  func `a declared type of content is taken`(type: String) async throws {
    let answer = try await WriteProbe().post(headers: [.contentType: type])

    #expect(answer.status == .ok)
  }

  @Test(arguments: ["text/html", "text/csv, application/pdf", "application/json;q=0", "text/*"])
  func `an Accept that allows no answer is refused before the body is read`(
    accept: String
  ) async throws {
    let probe = WriteProbe()

    let posted = try await probe.post(headers: [.accept: accept])
    let asked = try await probe.post(
      "/v1/runs/pending/\(FakeIntake.id)", "", method: .get, headers: [.accept: accept])

    for answer in [posted, asked] {
      #expect(answer.status == .notAcceptable)
      #expect(answer.text.contains("\"code\" : \"not_acceptable\""))
    }
    #expect(probe.intake.taken.isEmpty)
  }

  @Test(arguments: [
    "", "*/*", "application/*", "application/json", "application/problem+json",
    "text/html, */*;q=0.1", "application/json;q=0, application/problem+json", ";;",
  ])
  func `an Accept that allows JSON or problems is good`(accept: String) async throws {
    let probe = WriteProbe()

    let posted = try await probe.post(headers: [.accept: accept])
    let asked = try await probe.post(
      "/v1/runs/pending/\(FakeIntake.id)", "", method: .get, headers: [.accept: accept])

    #expect([posted.status, asked.status] == [.ok, .ok])
  }

  @Test func `no body is no source`() async throws {
    let probe = WriteProbe()

    let answer = try await probe.post("/v1/sync/catalog", "")

    #expect(answer.status == .badRequest)
    #expect(answer.text.contains("\"code\" : \"empty_body\""))
    #expect(probe.intake.taken.isEmpty)
  }

  @Test(arguments: [TestingSetup.router, .live])
  func `a body over the limit is refused, and one of the limit is taken`(
    setup: TestingSetup
  ) async throws {
    var probe = WriteProbe()
    probe.configuration.bodyLimit = 1000

    let fits = try await probe.post(
      "/v1/sync/catalog", String(repeating: "a", count: 1000), over: setup)
    let over = try await probe.post(
      "/v1/sync/catalog", String(repeating: "a", count: 1001), over: setup)

    #expect(fits.status == .ok)
    #expect(over.status == .contentTooLarge)
    #expect(over.text.contains("\"code\" : \"body_too_large\""))
    #expect(probe.intake.taken.map(\.bytes.count) == [1000])
  }

  @Test(
    arguments: [
      (.queued, "queued"), (.running, "running"), (.done(.sample), "done"),
      (.failed(PostedFailure(.unreadable, vi: "câu", en: "the sentence")), "failed"),
    ] as [(PostedState.Phase, String)])
  func `a post tells how far it is`(phase: PostedState.Phase, word: String) async throws {
    let answer = try await WriteProbe(phase).post(
      "/v1/runs/pending/\(FakeIntake.id)", "", method: .get)

    #expect(answer.status == .ok)
    #expect(answer.text.contains("\"state\" : \"\(word)\""))
    #expect(answer.text.contains("unreadable_source") == (word == "failed"))
  }

  @Test func `a post that nobody made is not found`() async throws {
    let answer = try await WriteProbe().post(
      "/v1/runs/pending/\(String(repeating: "0", count: 32))", "", method: .get)

    #expect(answer.status == .notFound)
    #expect(answer.text.contains("\"code\" : \"unknown_post\""))
  }

  @Test func `other methods are refused with those that are answered`() async throws {
    let answer = try await WriteProbe().post("/v1/sync/catalog", "", method: .get)

    #expect(answer.status == .methodNotAllowed)
    #expect(try answer.header("Allow") == "POST")
  }

  @Test func `two spellings of one question are the same question`() {
    var one = PostedSource(kind: .catalog, name: "a")
    one.source = "b"
    one.effective = CalendarDay(iso: "2026-01-01")
    var other = one
    #expect(one.question == other.question)

    other.source = nil
    other.sheet = "b"
    #expect(one.question != other.question)
  }
}
