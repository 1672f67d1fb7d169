import Testing

@testable import Fetch

struct FetchProfileTests {
  private func error(_ json: String, url: String? = nil) throws -> FetchError {
    try #require(throws: FetchError.self) {
      _ = try FetchRequest(json: Array(json.utf8), file: "profile.json", url: url)
    }
  }

  @Test(
    arguments: [
      ("", "is no JSON"), ("[]", "one JSON object"), ("{}", "url is missing"),
      (#"{"url": 5}"#, "url must be a text"),
      (#"{"url": "https://a.vn", "ulr": 1}"#, "ulr is not known"),
      (
        #"{"url": "https://a.vn", "method": "PUT"}"#,
        "method is \"PUT\"; it must be one of: GET, POST"
      ),
      (#"{"url": "https://a.vn", "method": "GET", "body": {}}"#, "method is GET, but a body"),
      (#"{"url": "https://a.vn", "headers": {"a b": "c"}}"#, "no name of a header"),
      (#"{"url": "https://a.vn", "headers": {"Host": "c"}}"#, "must not set Host"),
      (#"{"url": "https://a.vn", "headers": {"a": "b\nc"}}"#, "control character"),
      (#"{"url": "https://a.vn", "headers": {"a": {"env": "A", "b": 1}}}"#, "headers.a must be"),
      (#"{"url": "https://a.vn", "headers": {"a": true}}"#, "headers.a must be"),
      (#"{"url": "https://a.vn", "authentication": {}}"#, "authentication.kind is missing"),
      (#"{"url": "https://a.vn", "authentication": {"kind": "basic"}}"#, "none, bearer, session"),
      (#"{"url": "https://a.vn", "authentication": {"kind": "none", "x": 1}}"#, "authentication.x"),
      (
        #"{"url": "https://a.vn", "authentication": {"kind": "bearer"}}"#,
        "authentication.token is missing"
      ),
      (
        #"{"url": "https://a.vn", "authentication": {"kind": "session"}}"#,
        "authentication.url is missing"
      ),
      (
        """
        {"url": "https://a.vn", "authentication": {"kind": "session", "url": "https://b.vn/",
         "username": "a", "password": {"env": "P"}}}
        """, "both must be the same"
      ),
      (
        #"{"url": "https://a.vn", "body": [], "authentication": {"kind": "session", "url": "/l", "username": "a", "password": {"env": "P"}}}"#,
        "body must be an object"
      ),
      (#"{"url": "https://a.vn", "paging": {"kind": "offset"}}"#, "paging.kind is \"offset\""),
      (#"{"url": "https://a.vn", "paging": {"kind": "number"}}"#, "paging.in is missing"),
      (
        #"{"url": "https://a.vn", "paging": {"kind": "number", "in": "query"}}"#,
        "paging.page is missing"
      ),
      (
        #"{"url": "https://a.vn", "paging": {"kind": "number", "in": "query", "page": "p"}}"#,
        "paging.rows_at is missing"
      ),
      (
        #"{"url": "https://a.vn", "paging": {"kind": "number", "in": "query", "page": "p", "rows_at": "r", "size": "s"}}"#,
        "paging.page_size is missing"
      ),
      (
        #"{"url": "https://a.vn", "paging": {"kind": "number", "in": "query", "page": "p", "rows_at": "r", "page_size": 0}}"#,
        "from 1 to 1000000"
      ),
      (
        #"{"url": "https://a.vn", "paging": {"kind": "number", "in": "query", "page": "p", "rows_at": "r", "stop": "short"}}"#,
        "needs size and page_size"
      ),
      (
        #"{"url": "https://a.vn", "paging": {"kind": "number", "in": "query", "page": "p", "rows_at": "r", "stop": "total"}}"#,
        "needs total_at"
      ),
      (#"{"url": "https://a.vn", "paging": {"kind": "next"}}"#, "paging.next_at is missing"),
      (#"{"url": "https://a.vn", "limits": {"bytes": 0}}"#, "limits.bytes must be a whole number"),
      (
        #"{"url": "https://a.vn", "limits": {"tries": 2.5}}"#, "limits.tries must be a whole number"
      ),
      (#"{"url": "https://a.vn", "limits": {"seconds": 5}}"#, "limits.seconds is not known"),
    ])
  func `a profile that is wrong is refused with the place`(json: String, words: String) throws {
    let error = try error(json)

    #expect(error.kind == .badProfile)
    #expect(error.exitCode == 64)
    #expect(error.description.hasPrefix("cannot use the fetch profile profile.json: "))
    #expect(error.description.contains(words), "\(error)")
  }

  @Test func `an address given beside the profile is taken on the same host only`() throws {
    let json = #"{"url": "https://a.vn/x"}"#
    let request = try FetchRequest(
      json: Array(json.utf8), file: "p.json", url: "https://a.vn/y?token=1")

    #expect(request.name == "https://a.vn/y?token=…")
    #expect(try error(json, url: "https://b.vn/y").kind == .badProfile)
    #expect(try error(json, url: "http://a.vn/y").kind == .badProfile)
  }

  @Test func `limits of a profile are taken over`() throws {
    let limits = try FetchRequest.profile(
      """
      {"url": "https://a.vn", "limits": {"connect_seconds": 1, "idle_seconds": 2,
       "total_seconds": 3, "bytes": 4, "expansion": 5, "tries": 6, "pages": 7,
       "retry_after_seconds": 8}}
      """
    ).limits

    #expect(limits.connect == .seconds(1) && limits.idle == .seconds(2))
    #expect(limits.total == .seconds(3) && limits.bytes == 4 && limits.expansion == 5)
    #expect(limits.tries == 6 && limits.pages == 7 && limits.retryAfter == .seconds(8))
  }

  @Test(
    arguments: [
      ("https://a.vn", "https://a.vn/"), ("HTTPS://A.VN/X#part", "https://a.vn/X"),
      (
        "https://a.vn/đất đai?q=phường",
        "https://a.vn/%C4%91%E1%BA%A5t%20%C4%91ai?q=ph%C6%B0%E1%BB%9Dng"
      ),
      ("http://[::1]:8080/a", "http://[::1]:8080/a"),
      (
        "https://a.vn/?api_key=1&b=2&Signature=3&%74oken=4",
        "https://a.vn/?api_key=…&b=2&Signature=…&%74oken=…"
      ),
      ("https://a.vn/?keyword=1&author=2", "https://a.vn/?keyword=1&author=2"),
      ("https://a.vn/?a&token", "https://a.vn/?a&token=…"),
    ])
  func `an address is shown without secrets`(url: String, shown: String) throws {
    #expect(try FetchRequest(url: url).name == shown)
  }

  @Test(
    arguments: [
      "", "a.vn", "/x", "ftp://a.vn/", "file:///etc/passwd", "https://", "https:///x",
      "https://a b.vn/",
      "https://a.vn:0/", "https://a.vn:70000/", "https://a.vn/\n", "https://đấtđai.vn/",
      "https://a.vn:x/",
    ])
  func `what is no address is refused`(url: String) throws {
    let error = try #require(throws: FetchError.self) { _ = try FetchRequest(url: url) }

    #expect(error.kind == .badURL)
    #expect(error.exitCode == 64)
  }

  @Test(
    arguments: [
      ("https://a.vn/x/y?z=1", "w", "https://a.vn/x/w"),
      ("https://a.vn/x/y", "../w?a=b", "https://a.vn/w?a=b"),
      ("https://a.vn/x/y", "?a=b", "https://a.vn/x/y?a=b"),
      ("https://a.vn/x", "//b.vn/y", "https://b.vn/y"),
      ("https://a.vn/x", "/y#z", "https://a.vn/y"),
      ("https://a.vn/x", "http://c.vn:81/", "http://c.vn:81/"),
    ])
  func `a link is resolved against the page it stands on`(
    base: String, link: String, result: String
  ) throws {
    #expect(try SourceAddress(base).resolving(link).text == result)
  }

  @Test func `a query parameter is replaced where it stands or added`() throws {
    let address = try SourceAddress("https://a.vn/x?p=1&q=%C4%91")

    #expect(try address.setting(query: "p", to: "2").text == "https://a.vn/x?q=%C4%91&p=2")
    #expect(
      try address.setting(query: "một cửa", to: "a&b=c").text
        == "https://a.vn/x?p=1&q=%C4%91&m%E1%BB%99t%20c%E1%BB%ADa=a%26b%3Dc")
  }
}
