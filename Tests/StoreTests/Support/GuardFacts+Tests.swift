@testable import Store

extension GuardFacts {
  /// Facts with a few of them set, the others harmless.
  init(_ set: (inout GuardFacts) -> Void) {
    self.init()
    dataRows = 1000
    inForce = 1000
    set(&self)
  }
}
