import Testing

@testable import StatsHTTP

@Suite struct CrossOriginPolicyTests {
  @Test(arguments: [
    ("https://a.example.vn", "https://a.example.vn"),
    ("http://localhost:3000, https://b.vn", "https://b.vn"),
    ("*", "https://anything.example"),
  ])
  func `an origin of the list may read`(list: String, origin: String) throws {
    let policy = try #require(CrossOriginPolicy(list))

    #expect(policy.allowed(origin) == (list == "*" ? "*" : origin))
  }

  @Test(arguments: [
    "https://a.example.vn.evil.vn", "http://a.example.vn", "https://a.example.vn:444", "null", "",
  ])
  func `no other origin may read`(origin: String) throws {
    let policy = try #require(CrossOriginPolicy("https://a.example.vn"))

    #expect(policy.allowed(origin) == nil)
    #expect(policy.allowed(nil) == nil)
  }

  @Test(arguments: [
    "a.example.vn", "https://", "https://a.vn/", "https://a.vn/x", "https://A.vn", "https://a.vn:",
    "https://a.vn:99999", "https://a.vn:080", "https://*.vn", "*, https://a.vn", "null",
    "https://a:b@c.vn",
  ])
  func `what is no origin is refused as a setting`(text: String) {
    #expect(CrossOriginPolicy(text) == nil)
  }

  @Test func `nothing listed lets nobody read`() {
    #expect(CrossOriginPolicy(" ") == .nobody)
  }
}
