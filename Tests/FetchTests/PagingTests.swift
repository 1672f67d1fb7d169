import Testing

@testable import Fetch

@Suite(.timeLimit(.minutes(10)))
struct PagingTests {
  let bench = Bench()

  /// A page of an array of numbers, as the portal shapes it.
  private static func page(_ number: Int, size: Int, of total: Int) -> String {
    let rows = (0..<total).dropFirst((number - 1) * size).prefix(size).map(String.init)
    return #"{"data": {"total": \#(total), "items": [\#(rows.joined(separator: ","))]}}"#
  }

  private func numbered(_ url: String, _ rest: String) throws -> FetchRequest {
    try .profile(
      """
      {"url": "\(url)/list?kind=a", "paging": {"kind": "number", "in": "query", "page": "p",
       "size": "n", "page_size": 10, "rows_at": "data.items"\(rest)}}
      """)
  }

  @Test(
    arguments: [
      (#", "stop": "empty""#, 30, 4), (#", "stop": "empty""#, 0, 1), (#", "stop": "short""#, 30, 4),
      (#", "stop": "short""#, 29, 3), (#", "stop": "short""#, 0, 1),
      (#", "total_at": "data.total""#, 30, 3), (#", "total_at": "data.total""#, 31, 4),
      (#", "total_at": "data.total""#, 0, 1), ("", 25, 4),
      (#", "stop": "empty", "total_at": "data.total""#, 25, 4),
    ])
  func `numbered pages end where they should`(rest: String, total: Int, pages: Int) async throws {
    try await FaultyServer.with({ request in
      FaultyServer.json(Self.page(Int(request.query("p") ?? "") ?? 1, size: 10, of: total))
    }) { server in
      let fetched = try await bench.fetch(numbered(server.url, rest))
      let expected = (1...pages).map { Self.page($0, size: 10, of: total) }

      #expect(fetched.pages == pages)
      #expect(try bench.contents(fetched) == expected.joined(separator: "\n"))
      #expect(server.requests.map(\.uri) == (1...pages).map { "/list?kind=a&p=\($0)&n=10" })
    }
  }

  @Test func `the number of the page may stand in the body`() async throws {
    try await FaultyServer.with({ request in
      let pages = [#""currentPage":0"#, #""currentPage":1"#]
      let page = pages.firstIndex { request.text.contains($0) } ?? 0
      return FaultyServer.json(page == 0 ? "[1,2]" : "[3]")
    }) { server in
      let request = try FetchRequest.profile(
        """
        {"url": "\(server.url)/api", "headers": {"dstcode": "VN:GOV:H32"},
         "body": {"year": 2026, "timeType": "năm", "currentPage": 7},
         "paging": {"kind": "number", "in": "body", "page": "currentPage", "first": 0,
          "size": "pageSize", "page_size": 2, "rows_at": "", "stop": "short"}}
        """)
      let text = try await bench.text(request)

      #expect(text == "[1,2]\n[3]")
      #expect(
        server.requests.map(\.text) == [
          #"{"currentPage":0,"pageSize":2,"timeType":"năm","year":2026}"#,
          #"{"currentPage":1,"pageSize":2,"timeType":"năm","year":2026}"#,
        ])
      #expect(server.requests.allSatisfy { $0.method == "POST" })
      #expect(server.requests.allSatisfy { $0.header("dstcode") == "VN:GOV:H32" })
      #expect(server.requests.allSatisfy { $0.header("Content-Type") == "application/json" })
    }
  }

  @Test func `three hundred pages arrive in order over broken connections`() async throws {
    try await FaultyServer.with({ request in
      let page = Int(request.query("p") ?? "") ?? 1
      if request.number % 7 == 3 { return .cut(promised: 1000, Array("{\"data\"".utf8)) }
      if request.number % 11 == 5 { return .answer(502) }
      return FaultyServer.json(Self.page(page, size: 10, of: 3000))
    }) { server in
      let request = try numbered(server.url, #", "total_at": "data.total""#)
      let fetched = try await bench.fetch(request)
      let expected = (1...300).map { Self.page($0, size: 10, of: 3000) }

      #expect(fetched.pages == 300)
      #expect(try bench.contents(fetched) == expected.joined(separator: "\n"))
    }
  }

  @Test(arguments: [#""/list?at=%d""#, #""list?at=%d""#, #""http://127.0.0.1:%p/list?at=%d""#])
  func `links to the next page are followed to the last`(form: String) async throws {
    try await FaultyServer.with({ request in
      let at = Int(request.query("at") ?? "") ?? 0
      let port = request.header("Host")?.split(separator: ":").last.map(String.init) ?? ""
      let link = form.replacing("%d", with: "\(at + 1)").replacing("%p", with: port)
      return FaultyServer.json(#"{"links": {"next": \#(at < 3 ? link : "null")}, "at": \#(at)}"#)
    }) { server in
      let fetched = try await bench.fetch(
        .profile(
          """
          {"url": "\(server.url)/list", "paging": {"kind": "next", "next_at": "links.next"}}
          """))

      #expect(fetched.pages == 4)
      #expect(
        server.requests.map(\.uri) == ["/list", "/list?at=1", "/list?at=2", "/list?at=3"])
    }
  }

  @Test func `Link headers are followed to the last`() async throws {
    try await FaultyServer.with({ request in
      let at = Int(request.query("at") ?? "") ?? 0
      let links = at < 2 ? [("Link", #"</first>; rel="first", </?at=\#(at + 1)>; rel="next""#)] : []
      return .answer(headers: links, Array("[\(at)]".utf8))
    }) { server in
      let text = try await bench.text(
        .profile(#"{"url": "\#(server.url)/", "paging": {"kind": "link_header"}}"#))

      #expect(text == "[0]\n[1]\n[2]")
    }
  }

  @Test(
    arguments: [
      // The pages of a source, in turn, and what is wrong with them.
      (#"{"kind": "link_header"}"#, ["<html>"], FetchError.Kind.badAnswer, "login"),
      (#"{"kind": "link_header"}"#, ["[1] [2]"], .badAnswer, "byte 5"),
      (#"{"kind": "link_header"}"#, ["[1, 2"], .cut, "tried 5 times"),
      (#"{"kind": "next", "next_at": "next"}"#, ["{}"], .badAnswer, "next_at"),
      (#"{"kind": "next", "next_at": "next"}"#, [#"{"next": 5}"#], .badAnswer, "next_at"),
      (
        #"{"kind": "next", "next_at": "next"}"#, [#"{"next": "http://a.vn/"}"#], .redirectedAway,
        "a.vn"
      ),
      (
        #"{"kind": "next", "next_at": "next"}"#,
        [#"{"next": "/b", "n": 1}"#, #"{"next": "/a", "n": 2}"#], .redirectedAway, "leads back"
      ),
      (
        #"{"kind": "number", "in": "query", "page": "p", "rows_at": "rows"}"#,
        [#"{"rows": [1]}"#, #"{"rows": [1]}"#], .badAnswer, "page 2: it is the same"
      ),
      (
        #"{"kind": "number", "in": "query", "page": "p", "rows_at": "row"}"#,
        [#"{"rows": [1]}"#], .badAnswer, "rows_at"
      ),
      (
        #"{"kind": "number", "in": "query", "page": "p", "rows_at": "rows", "total_at": "t"}"#,
        [#"{"rows": [1], "t": 3}"#, #"{"rows": [], "t": 3}"#], .badAnswer, "has 3 rows, and 1"
      ),
      (
        #"{"kind": "number", "in": "query", "page": "p", "rows_at": "rows", "total_at": "t"}"#,
        [#"{"rows": [1, 2, 3, 4], "t": 3}"#], .badAnswer, "has 3 rows, and 4"
      ),
      (
        #"{"kind": "number", "in": "query", "page": "p", "rows_at": "rows", "total_at": "t"}"#,
        [#"{"rows": [1], "t": "many"}"#], .badAnswer, "total_at"
      ),
      (
        #"{"kind": "number", "in": "query", "page": "p", "rows_at": "rows"}"#,
        (1...9).map { #"{"rows": [\#($0)]}"# }, .badAnswer, "more than 8 pages"
      ),
    ])
  func `pages that cannot be right are refused`(
    paging: String, pages: [String], kind: FetchError.Kind, words: String
  ) async throws {
    try await FaultyServer.with({ FaultyServer.json(pages[min($0.number, pages.count) - 1]) }) {
      server in
      let error = try await bench.error(
        .profile(
          #"{"url": "\#(server.url)/a", "paging": \#(paging), "limits": {"pages": 8}}"#))

      #expect(error.kind == kind, "\(error)")
      #expect(error.description.contains(words), "\(error)")
    }
  }

  @Test func `a limit of bytes holds for all pages together`() async throws {
    try await FaultyServer.with({ request in
      FaultyServer.json(Self.page(Int(request.query("p") ?? "") ?? 1, size: 10, of: 1000))
    }) { server in
      var request = try numbered(server.url, "")
      request.limits.bytes = 1000
      let error = try await bench.error(request)

      #expect(error.kind == .tooLarge)
      #expect(server.requests.count > 3)
    }
  }

  @Test(
    arguments: [
      ("<b>; rel=next", "b"), ("<b>; rel=\"next\"", "b"), ("<b>;rel=\"last next\"", "b"),
      ("<a>; rel=\"prev\", <b>; rel=\"next\"", "b"),
      ("<a,b;c>; REL=Next; title=\"x, <y>\"", "a,b;c"),
      ("<a>; title=\"rel=next, <x>; rel=next\"; rel=prev", nil), ("<a>; rel=prev; rel=next", nil),
      ("<a>; anchor; rel = next", "a"), ("<a", nil), ("", nil), ("rel=next", nil),
      ("<a>; title=\"\\\"\"; rel=next", "a"), ("<a>; rel=nextpage", nil), ("<a>; =; rel=next", "a"),
    ] as [(String, String?)])
  func `a Link header is read as RFC 8288 writes it`(header: String, next: String?) {
    #expect(LinkHeader.next(in: [header]) == next)
  }
}
