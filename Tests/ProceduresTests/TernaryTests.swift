import Procedures
import Testing

@Suite("Ternary")
struct TernaryTests {
  /// Kleene's strong logic is minimum and maximum over no < unknown < yes.
  @Test func `and and or are minimum and maximum`() {
    let order: [Ternary] = [.no, .unknown, .yes]
    for (one, left) in order.enumerated() {
      for (other, right) in order.enumerated() {
        #expect((left && right) == order[min(one, other)])
        #expect((left || right) == order[max(one, other)])
      }
    }
  }

  @Test func `an absent value is unknown and never no`() {
    #expect(Ternary(Bool?.none) == .unknown)
    #expect(Ternary(Bool?.some(true)) == .yes)
    #expect(Ternary(Bool?.some(false)) == .no)
    #expect(Ternary(true) == .yes)
    #expect(Ternary(false) == .no)
  }
}
