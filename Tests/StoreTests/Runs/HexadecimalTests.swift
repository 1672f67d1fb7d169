import Testing

@testable import Store

@Suite struct HexadecimalTests {
  @Test(arguments: [([], ""), ([0, 15, 16, 255], "000f10ff")] as [([UInt8], String)])
  func `bytes are two lower-case digits each, and come back`(_ bytes: [UInt8], _ text: String) {
    #expect(Hexadecimal.text(bytes) == text)
    #expect(Hexadecimal.bytes(text) == bytes)
    #expect(Hexadecimal.bytes(text.uppercased()) == bytes)
  }

  @Test(arguments: ["0", "0g", "+1", "é0", "0x10", " 00"])
  func `a text that is no digest is refused`(_ text: String) {
    #expect(Hexadecimal.bytes(text) == nil)
  }
}
