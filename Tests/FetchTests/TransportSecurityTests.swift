import FoundationEssentials
import TestSupport
import Testing

@testable import Fetch

@Suite(.timeLimit(.minutes(10)))
struct TransportSecurityTests {
  let bench = Bench()

  private func withAuthorityFile(
    _ text: String, _ body: (String) async throws -> Void
  ) async throws {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "motcua-authority-\(UInt64.random(in: 0 ... .max)).pem")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try await body(file.path)
  }

  @Test func `a certificate that nobody vouches for is refused at once`() async throws {
    try await FaultyServer.with(secure: true, { _ in FaultyServer.text("x") }) { server in
      let error = try await bench.error(url: server.url)

      #expect(error.kind == .unreachable, "\(error)")
      #expect(error.description.contains("trusted authority"))
      #expect(server.requests.isEmpty)
      #expect(bench.waits.isEmpty)
    }
  }

  @Test func `an authority of one's own is trusted when it is named`() async throws {
    try await FaultyServer.with(secure: true, { _ in FaultyServer.text("x") }) { server in
      try await withAuthorityFile(TestCertificate.certificate) { path in
        var request = try FetchRequest(url: server.url)
        request.caFile = path
        let text = try await bench.text(request)

        #expect(text == "x")
      }
    }
  }

  @Test(arguments: ["", "no certificate"])
  func `a file without certificates is named`(content: String) async throws {
    try await withAuthorityFile(content) { path in
      var request = try FetchRequest(url: "https://127.0.0.1:1/")
      request.caFile = path
      let error = try await bench.error(request)

      #expect(error.kind == .badProfile, "\(error)")
      #expect(error.description.contains(path))
    }
  }

  @Test func `a redirect from HTTPS to HTTP is not followed`() async throws {
    try await FaultyServer.with(
      secure: true,
      { .answer(302, headers: [("Location", "http://\($0.header("Host") ?? "")/")]) }
    ) { server in
      try await withAuthorityFile(TestCertificate.certificate) { path in
        var request = try FetchRequest(url: server.url)
        request.caFile = path
        let error = try await bench.error(request)

        #expect(error.kind == .redirectedAway)
        #expect(error.description.contains("from HTTPS back to HTTP"))
        #expect(server.requests.count == 1)
      }
    }
  }

  @Test func `a server without TLS is no HTTPS server`() async throws {
    try await FaultyServer.with({ _ in FaultyServer.text("x") }) { server in
      let error = try await bench.error(url: "https://127.0.0.1:\(server.port)/")

      #expect(error.kind == .unreachable, "\(error)")
    }
  }
}
