import Testing

@testable import Fetch

@Suite(.timeLimit(.minutes(10)))
struct RedirectTests {
  let bench = Bench()

  private func redirecting(
    _ status: Int = 302, to location: String?
  ) -> @Sendable (FaultyServer.Request) -> FaultyServer.Answer {
    { request in
      request.path == "/start"
        ? .answer(status, headers: location.map { [("Location", $0)] } ?? [])
        : FaultyServer.text("arrived at \(request.uri)")
    }
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func `a redirect on the same host is followed`(status: Int) async throws {
    try await FaultyServer.with(redirecting(status, to: "/new/place?a=1&token=xyz")) { server in
      let fetched = try await bench.fetch(url: server.url + "/start")

      #expect(try bench.contents(fetched) == "arrived at /new/place?a=1&token=xyz")
      #expect(fetched.finalURL == server.url + "/new/place?a=1&token=…")
      #expect(fetched.name == server.url + "/start")
    }
  }

  @Test func `a redirect to another host is not followed`() async throws {
    try await FaultyServer.with({ _ in FaultyServer.text("secrets, please") }) { thief in
      let port = thief.port
      try await FaultyServer.with(redirecting(to: "http://localhost:\(port)/x")) { server in
        let error = try await bench.error(url: server.url + "/start")
        #expect(error.kind == .redirectedAway)
        #expect(error.description.contains("localhost"))
      }
      try await FaultyServer.with(redirecting(to: "http://127.0.0.1:\(port)/x")) { server in
        let error = try await bench.error(url: server.url + "/start")
        #expect(error.kind == .redirectedAway)
      }
      #expect(thief.requests.isEmpty)
    }
  }

  @Test(arguments: [nil, "", "ftp://127.0.0.1/x", "http://user:pw@127.0.0.1/x", "//"])
  func `a redirect to nowhere is refused`(location: String?) async throws {
    try await FaultyServer.with(redirecting(to: location)) { server in
      let error = try await bench.error(url: server.url + "/start")

      #expect(error.kind == (location == nil ? .badAnswer : .redirectedAway), "\(error)")
      #expect(!error.description.contains("pw"))
    }
  }

  @Test func `a circle of redirects ends`() async throws {
    try await FaultyServer.with({ _ in .answer(302, headers: [("Location", "/start")]) }) {
      server in
      let error = try await bench.error(url: server.url + "/start")

      #expect(error.kind == .redirectedAway)
      #expect(server.requests.count == 6)
    }
  }

  @Test(arguments: [301, 302, 303])
  func `a POST does not turn into a GET`(status: Int) async throws {
    try await FaultyServer.with(redirecting(status, to: "/login")) { server in
      let request = try FetchRequest.profile(#"{"url": "\#(server.url)/start", "body": {"a": 1}}"#)

      let error = try await bench.error(request)
      #expect(error.kind == .redirectedAway)
      #expect(server.requests.count == 1)
    }
  }

  @Test(arguments: [307, 308])
  func `a POST is repeated where the redirect says so`(status: Int) async throws {
    try await FaultyServer.with(redirecting(status, to: "/again")) { server in
      let request = try FetchRequest.profile(#"{"url": "\#(server.url)/start", "body": {"a": 1}}"#)

      let text = try await bench.text(request)
      #expect(text == "arrived at /again")
      #expect(server.requests.map(\.method) == ["POST", "POST"])
      #expect(server.requests.last?.text == #"{"a":1}"#)
    }
  }

  @Test(
    arguments: [
      ("https://a.vn/x", "https://a.vn/y", nil),
      ("https://a.vn/x", "https://A.VN:443/y", nil),
      ("http://a.vn/x", "https://a.vn/y", nil),
      ("https://a.vn/x", "http://a.vn/y", "from HTTPS back to HTTP"),
      ("https://a.vn/x", "http://a.vn:443/y", "from HTTPS back to HTTP"),
      ("https://a.vn/x", "https://b.vn/y", "to another host, b.vn"),
      ("https://a.vn/x", "https://sub.a.vn/y", "to another host, sub.a.vn"),
      ("https://a.vn/x", "https://a.vn:8443/y", "to another port, 8443"),
      ("http://a.vn:8080/x", "https://a.vn/y", "to another port, 443"),
    ] as [(String, String, String?)])
  func `credentials stay where they belong`(
    from: String, to: String, objection: String?
  ) throws {
    let found = try SourceAddress(from).objection(to: SourceAddress(to))

    #expect(found == objection)
  }
}
