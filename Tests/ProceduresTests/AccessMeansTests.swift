import Procedures
import Testing

@Suite("AccessMeans")
struct AccessMeansTests {
  @Test(arguments: [
    (["web", "mobile"], true), (["mobile"], false), (["mobile", "mobile"], false),
    (["web", "kiosk"], false), ([], false), (["kiosk", "mobile", "web"], true),
  ])
  func `mobile counts only beside another means`(words: [String], expected: Bool) {
    #expect(AccessMeans(words).includesMobileAmongSeveral == expected)
  }

  @Test func `order and repeats do not matter`() {
    #expect(AccessMeans(["web", "mobile", "web"]) == AccessMeans(["mobile", "web"]))
    #expect(AccessMeans(["web"]).union(AccessMeans(["mobile"])).words == ["mobile", "web"])
  }
}
