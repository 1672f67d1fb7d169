import Synchronization
import Testing

@testable import Fetch

@Suite(.timeLimit(.minutes(10)))
struct SessionTests {
  let bench = Bench(environment: ["ADAPTER_PASSWORD": "mật-khẩu \"1\"", "TOKEN": "t0k3n"])

  /// An adapter that gives out sessions good for a number of requests.
  private static func adapter(
    lasting uses: Int, denial: FaultyServer.Answer = FaultyServer.json(#"{"error_code": "-5"}"#)
  ) -> @Sendable (FaultyServer.Request) -> FaultyServer.Answer {
    let state = Mutex((session: 0, left: 0))
    return { request in
      state.withLock { state in
        if request.path == "/login" {
          guard
            request.text == #"{"password":"mật-khẩu \"1\"","username":"motcua"}"#,
            request.header("dstcode") == "VN:GOV"
          else { return FaultyServer.json(#"{"error_code": 7, "message": "sai mật khẩu"}"#) }
          state = (state.session + 1, uses)
          return FaultyServer.json(#"{"session": "s-\#(state.session)", "error_code": 0}"#)
        }
        guard request.text.contains(#""session":"s-\#(state.session)""#), state.left > 0 else {
          return denial
        }
        state.left -= 1
        let page = (1...5).first { request.text.contains(#""page":\#($0)"#) } ?? 1
        let rows = page < 5 ? "\(page)" : ""
        return FaultyServer.json(#"{"error_code": "0", "result": [\#(rows)]}"#)
      }
    }
  }

  private func request(
    _ url: String, password: String = #"{"env": "ADAPTER_PASSWORD"}"#, paged: Bool = true
  ) throws(FetchError) -> FetchRequest {
    let paging =
      paged
      ? #", "paging": {"kind": "number", "in": "body", "page": "page", "rows_at": "result"}"# : ""
    return try .profile(
      """
      {"url": "\(url)/share", "body": {"madonvi": "H32", "service": "LayDanhSachTTHC"},
       "authentication": {"kind": "session", "url": "/login", "username": "motcua",
        "password": \(password), "headers": {"dstcode": "VN:GOV"}}\(paging)}
      """)
  }

  @Test func `a session is asked for once and sent with each page`() async throws {
    try await FaultyServer.with(Self.adapter(lasting: 100)) { server in
      let fetched = try await bench.fetch(request(server.url))

      #expect(fetched.pages == 5)
      #expect(
        server.requests.map(\.path) == ["/login", "/share", "/share", "/share", "/share", "/share"])
      #expect(
        server.requests.last?.text
          == #"{"madonvi":"H32","page":5,"service":"LayDanhSachTTHC","session":"s-1"}"#)
    }
  }

  @Test(arguments: [
    FaultyServer.json(#"{"error_code": 99, "message": "hết phiên"}"#), .answer(401),
  ])
  func `a session that runs out is renewed`(denial: FaultyServer.Answer) async throws {
    try await FaultyServer.with(Self.adapter(lasting: 3, denial: denial)) { server in
      let text = try await bench.text(request(server.url))
      let pages = ["1", "2", "3", "4", ""].map { #"{"error_code": "0", "result": [\#($0)]}"# }

      #expect(text == pages.joined(separator: "\n"))
      #expect(server.requests.count { $0.path == "/login" } == 2)
    }
  }

  @Test(
    arguments: [
      (FaultyServer.json(#"{"error_code": 3, "message": "sai dịch vụ"}"#), .badAnswer, 69),
      (.answer(403), .notAuthorised, 4),
    ] as [(FaultyServer.Answer, FetchError.Kind, Int32)])
  func `a fresh session that is refused is not renewed`(
    denial: FaultyServer.Answer, kind: FetchError.Kind, exitCode: Int32
  ) async throws {
    try await FaultyServer.with(Self.adapter(lasting: 0, denial: denial)) { server in
      let error = try await bench.error(request(server.url, paged: false))

      #expect(error.kind == kind, "\(error)")
      #expect(error.exitCode == exitCode)
      #expect(server.requests.map(\.path) == ["/login", "/share"])
    }
  }

  @Test func `a wrong password ends it with what the server says`() async throws {
    try await FaultyServer.with(Self.adapter(lasting: 1)) { server in
      let error = try await bench.error(request(server.url, password: #"{"env": "TOKEN"}"#))

      #expect(error.kind == .notAuthorised)
      #expect(error.exitCode == 4)
      #expect(error.description.contains("code 7 (sai mật khẩu)"))
      #expect(server.requests.count == 1)
    }
  }

  @Test(
    arguments: [
      (#"{"error_code": 0}"#, .badAnswer), (#"{"session": "", "error_code": 0}"#, .badAnswer),
      (#"{"session": "s"}"#, .badAnswer), ("<html>", .badAnswer), ("[", .cut),
    ] as [(String, FetchError.Kind)])
  func `a handshake without a session is refused`(
    answer: String, kind: FetchError.Kind
  ) async throws {
    try await FaultyServer.with({ _ in FaultyServer.json(answer) }) { server in
      let error = try await bench.error(request(server.url))

      #expect(error.kind == kind, "\(error)")
    }
  }

  @Test func `a bearer token goes into its header`() async throws {
    try await FaultyServer.with({ request in
      request.header("Authorization") == "Bearer t0k3n" ? FaultyServer.text("in") : .answer(401)
    }) { server in
      let text = try await bench.text(
        .profile(
          """
          {"url": "\(server.url)", "authentication": {"kind": "bearer", "token": {"env": "TOKEN"}}}
          """))

      #expect(text == "in")
    }
  }
}
