import CoreMetrics
import Synchronization

/// A count that goes up: one relaxed atomic addition for each event.
final class CounterCell: CounterHandler, Sendable {
  private let count = Atomic<Int64>(0)

  func increment(by amount: Int64) { count.wrappingAdd(amount, ordering: .relaxed) }

  func reset() { count.store(0, ordering: .relaxed) }

  var reading: MetricValue { .integer(count.load(ordering: .relaxed)) }
}

/// A quantity that goes up by fractions.
final class SumCell: FloatingPointCounterHandler, Sendable {
  private let bits = Atomic<UInt64>(0)

  func increment(by amount: Double) { bits.add(amount) }

  func reset() { bits.store(0, ordering: .relaxed) }

  var reading: MetricValue { .number(Double(bitPattern: bits.load(ordering: .relaxed))) }
}

/// A quantity that goes up and down.
final class GaugeCell: MeterHandler, RecorderHandler, Sendable {
  private let bits = Atomic<UInt64>(0)

  func set(_ value: Int64) { set(Double(value)) }

  func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }

  func increment(by amount: Double) { bits.add(amount) }

  func decrement(by amount: Double) { bits.add(-amount) }

  func record(_ value: Int64) { set(value) }

  func record(_ value: Double) { set(value) }

  var reading: MetricValue { .number(Double(bitPattern: bits.load(ordering: .relaxed))) }
}

/// Observations by size, in fixed buckets.
final class HistogramCell: TimerHandler, RecorderHandler, Sendable {
  /// From half a millisecond, where an answer from memory lies, to the ten seconds after which
  /// nobody waits any more.
  static let seconds = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]
  private let bounds: [Double]
  private let counts: [CounterCell]
  private let sum = SumCell()

  init(bounds: [Double] = HistogramCell.seconds) {
    self.bounds = bounds
    counts = (0...bounds.count).map { _ in CounterCell() }
  }

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    counts[bounds.firstIndex { value <= $0 } ?? bounds.count].increment(by: 1)
    sum.increment(by: value)
  }

  var reading: MetricValue {
    let counts = counts.map { cell -> Int64 in
      if case .integer(let count) = cell.reading { count } else { 0 }
    }
    let sum = if case .number(let sum) = sum.reading { sum } else { 0.0 }
    return .histogram(HistogramReading(bounds: bounds, counts: counts, sum: sum))
  }
}

extension Atomic where Value == UInt64 {
  /// Adds to the number whose bits these are.
  fileprivate func add(_ amount: Double) {
    var expected = load(ordering: .relaxed)
    while true {
      let sum = Double(bitPattern: expected) + amount
      let (done, original) = weakCompareExchange(
        expected: expected, desired: sum.bitPattern, ordering: .relaxed)
      if done { return }
      expected = original
    }
  }
}
