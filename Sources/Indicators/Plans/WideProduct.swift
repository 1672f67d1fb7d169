/// A product of two counts in double width, so that shares are compared without rounding and
/// without overflow.
struct WideProduct: Comparable {
  private let high: Int
  private let low: UInt

  /// `left × right`; both at least 0.
  init(_ left: Int, _ right: Int) {
    let product = left.multipliedFullWidth(by: right)
    high = product.high
    low = product.low
  }

  static func < (left: WideProduct, right: WideProduct) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

extension Int {
  /// `self × factor ÷ divisor`, rounded down; `factor` is at most `divisor`, which is above 0.
  func scaled(by factor: Int, over divisor: Int) -> (quotient: Int, remainder: Int) {
    divisor.dividingFullWidth(multipliedFullWidth(by: factor))
  }
}
