import Procedures
import Testing

@Suite("LevelKey")
struct LevelKeyTests {
  @Test(arguments: [
    ("4", LevelKey.full), ("3", .partial), ("2", .info), ("1", .info), ("full", .full),
    ("partial", .partial), ("info", .info), ("none", .none), ("unknown", .unknown),
  ])
  func `keys and aliases name the same levels`(text: String, key: LevelKey) {
    #expect(LevelKey(alias: text) == key)
  }

  @Test(arguments: ["", "0", "5", "Full", "04", " 4", "toàn trình"])
  func `what is no level is refused`(text: String) {
    #expect(LevelKey(alias: text) == nil)
  }

  @Test func `full is highest and unknown lowest`() {
    #expect(
      LevelKey.allCases.sorted { $0.rank > $1.rank } == [.full, .partial, .info, .none, .unknown])
  }
}
