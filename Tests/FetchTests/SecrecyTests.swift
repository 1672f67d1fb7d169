import FoundationEssentials
import Testing

@testable import Fetch

/// Whatever goes wrong, and whatever a server sends back, no secret is shown.
@Suite(.timeLimit(.minutes(10)))
struct SecrecyTests {
  static let secret = "S3cr3t/+&=\"ß"
  let bench = Bench(environment: ["S": secret])

  /// The forms in which a text may betray the secret.
  private func betrays(_ text: String) -> Bool {
    let encoded = SourceAddress.percentEncoded(Self.secret)
    return [Self.secret, encoded, encoded.lowercased(), "S3cr3t"].contains { text.contains($0) }
  }

  private static let echo = "\(secret) \(SourceAddress.percentEncoded(secret))"

  private static let quoted =
    secret.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")

  @Test(
    arguments: [
      .answer(401, headers: [("WWW-Authenticate", "Bearer S3cr3t")]), .answer(404),
      .answer(302, headers: [("Location", "http://S3cr3t.vn/?token=S3cr3t")]),
      .answer(302, headers: [("Location", "http://user:S3cr3t@127.0.0.1/")]),
      .answer(302, headers: [("Location", "S3cr3t\u{01}")]), .answer(204), .hangUp,
      .cut(promised: 9, [1]), .raw("HTTP/1.1 S3cr3t\r\n\r\n"), .raw("S3cr3t\r\n\r\n"),
      .answer(headers: [("Content-Type", "S3cr3t/+&=\"ß")], Array("<html>".utf8)),
      FaultyServer.json(#"{"error_code": 1, "message": "no: \#(quoted)"}"#),
      FaultyServer.json(#"{"error_code": "\#(quoted)"}"#),
      FaultyServer.json(#"{"error_code": 0, "session": "S3cr3t-session", "next": 1}"#),
      FaultyServer.json(
        #"{"error_code": 0, "session": "S3cr3t-session", "next": "http://a.vn/?key=S3cr3t"}"#),
    ] as [FaultyServer.Answer])
  func `no error and no line of the log holds a secret`(answer: FaultyServer.Answer) async throws {
    try await FaultyServer.with({ _ in answer }) { server in
      let requests: [FetchRequest] = [
        try FetchRequest(url: server.url + "/a?apikey=S3cr3t&t=1"),
        try .profile(
          """
          {"url": "\(server.url)/a?access_token=S3cr3t", "query": {"sig": {"env": "S"}},
           "headers": {"X-Api-Key": {"env": "S"}}, "limits": {"tries": 2},
           "authentication": {"kind": "bearer", "token": {"env": "S"}},
           "paging": {"kind": "next", "next_at": "next"}}
          """),
        try .profile(
          """
          {"url": "\(server.url)/a", "body": {"k": {"env": "S"}}, "limits": {"tries": 2},
           "authentication": {"kind": "session", "url": "/l", "username": {"env": "S"},
            "password": {"env": "S"}}, "paging": {"kind": "next", "next_at": "next"}}
          """),
      ]
      for (index, request) in requests.enumerated() {
        do throws(FetchError) {
          // Not every answer is an error to every request.
          let fetched = try await bench.fetch(request)
          #expect(!betrays(fetched.name) && !betrays(fetched.finalURL))
          #expect(!betrays(fetched.contentType ?? "") || index == 0)
        } catch {
          #expect(!betrays(error.description), "\(error)")
          #expect(!betrays(error.source))
        }
      }
      #expect(!betrays(bench.log.text))
      #expect(bench.log.text.contains("over HTTP, which is not encrypted"))
    }
  }

  @Test func `a secret shows itself to nobody`() {
    let secret = Secret(Self.secret)
    var dumped = ""
    dump(["secret": secret], to: &dumped)

    #expect("\(secret)" == "…")
    #expect(String(reflecting: secret) == "…")
    #expect(!betrays(dumped))
  }

  @Test(
    arguments: [
      #"{"url": "https://a.vn/", "headers": {"Authorization": "S3cr3t"}}"#,
      #"{"url": "https://a.vn/", "headers": {"x-api-key": "S3cr3t"}}"#,
      #"{"url": "https://a.vn/", "query": {"token": "S3cr3t"}}"#,
      #"{"url": "https://a.vn/", "body": {"login": [{"password": "S3cr3t"}]}}"#,
      #"{"url": "https://a.vn/", "authentication": {"kind": "bearer", "token": "S3cr3t"}}"#,
      """
      {"url": "https://a.vn/", "authentication":
       {"kind": "session", "url": "/", "username": "a", "password": "S3cr3t"}}
      """,
    ])
  func `a secret that is written in a profile is refused`(json: String) throws {
    let error = try #require(throws: FetchError.self) { _ = try FetchRequest.profile(json) }

    #expect(error.kind == .badProfile)
    #expect(error.exitCode == 64)
    #expect(error.description.contains(#"{"env": "NAME"}"#))
    #expect(!betrays(error.description))
  }

  @Test(
    arguments: [
      "https://u:S3cr3t@a.vn/x", "https://u:S3cr3t@a.vn/x?b=S3cr3t", "https://S3cr3t@a.vn",
      "ftp://u:S3cr3t@a.vn/x", "https://u:S3cr3t@/x", "https://u:S3cr3t@a b/", "u:S3cr3t@a.vn",
      "https://u:S3@cr3t@a.vn/", "//u:S3cr3t@a.vn", "https://u:S3cr3t/@a.vn/",
    ])
  func `a password in an address is refused and not repeated`(url: String) throws {
    let error = try #require(throws: FetchError.self) { _ = try FetchRequest(url: url) }

    #expect(error.kind == .badURL)
    #expect(error.exitCode == 64)
    #expect(!betrays(error.description), "\(error)")
    #expect(!error.description.contains("cr3t"), "\(error)")
  }

  @Test func `a secret may stand in a file, with a line break at its end`() async throws {
    let directory = FileManager.default.temporaryDirectory
    let file = directory.appending(path: "motcua-secret-\(UInt64.random(in: 0 ... .max))")
    try Data("from a file\r\n".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try await FaultyServer.with({ FaultyServer.text($0.header("X-Key") ?? "") }) { server in
      let text = try await bench.text(
        .profile(
          #"{"url": "\#(server.url)", "headers": {"X-Key": {"file": "\#(file.path)"}}}"#))

      #expect(text == "from a file")
    }
  }

  @Test(arguments: [
    #"{"env": "NOT_SET"}"#, #"{"env": "EMPTY"}"#, #"{"file": "/nowhere/x"}"#,
    #"{"env": "LINES"}"#, #"{"file": "/"}"#,
  ])
  func `a secret that is missing ends it before anything is sent`(setting: String) async throws {
    let bench = Bench(environment: ["EMPTY": "", "LINES": "S3cr3t\nX-Evil: 1"])
    try await FaultyServer.with({ _ in FaultyServer.text("x") }) { server in
      let error = try await bench.error(
        .profile(
          #"{"url": "\#(server.url)", "authentication": {"kind": "bearer", "token": \#(setting)}}"#
        ))

      #expect(error.kind == .secretMissing)
      #expect(error.exitCode == 64)
      #expect(!betrays(error.description))
      #expect(server.requests.isEmpty)
    }
  }
}
