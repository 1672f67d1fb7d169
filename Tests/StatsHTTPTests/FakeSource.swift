import Indicators
import Procedures
import StatsHTTP
import Synchronization

/// A source that answers as it was told and remembers what it was asked.
final class FakeSource: StatsSource {
  /// How the source behaves.
  enum Behaviour {
    /// Answers with this result.
    case result(IndicatorResult, ageSeconds: Int? = nil)
    /// Throws.
    case failing(any Error & Sendable)
    /// Answers nothing until its task is cancelled.
    case silent
  }

  private let behaviour: Behaviour
  private let requests = Mutex<[StatsRequest]>([])
  private let checks = Mutex(0)

  private let lookups = Mutex<[any Sendable]>([])

  init(_ behaviour: Behaviour) { self.behaviour = behaviour }

  /// The last question of this kind beside those about figures.
  func last<Request>(_ kind: Request.Type) -> Request? {
    lookups.withLock { $0.lazy.compactMap { $0 as? Request }.last }
  }

  /// Behaves as told, with this value in place of a figure.
  func reply<Value: Sendable>(
    to request: any Sendable, _ value: Value, version: Int64? = 12
  ) async throws -> Dated<Value> {
    lookups.withLock { $0.append(request) }
    switch behaviour {
    case .result(_, let age): return Dated(value, dataVersion: version, ageSeconds: age)
    case .failing(let error): throw error
    case .silent:
      await Self.cancellation()
      throw CancellationError()
    }
  }

  /// What was asked so far.
  var asked: [StatsRequest] { requests.withLock { $0 } }
  /// How often readiness was checked.
  var checked: Int { checks.withLock { $0 } }

  func answer(_ request: StatsRequest) async throws -> StatsAnswer {
    requests.withLock { $0.append(request) }
    switch behaviour {
    case .result(let result, let age): return StatsAnswer(result: result, ageSeconds: age)
    case .failing(let error): throw error
    case .silent:
      await Self.cancellation()
      throw CancellationError()
    }
  }

  func versions(after version: Int64, limit: Int) async throws -> [VersionNotice] {
    switch behaviour {
    case .result(let result, _):
      let newest = max(0, result.figure.dataVersion)
      return (0...newest).filter { $0 > version }.prefix(limit).map(VersionNotice.sample)
    case .failing(let error): throw error
    case .silent:
      await Self.cancellation()
      throw CancellationError()
    }
  }

  func check() async throws {
    checks.withLock { $0 += 1 }
    switch behaviour {
    case .result: return
    case .failing(let error): throw error
    case .silent:
      await Self.cancellation()
      throw CancellationError()
    }
  }

  /// Returns when the task is cancelled: a stream that nobody writes to ends only then.
  private static func cancellation() async {
    let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
    for await _ in stream {}
    continuation.finish()
  }
}

extension VersionNotice {
  /// The version of that number, recorded as many seconds after the beginning, by a run of its own.
  static func sample(_ number: Int64) -> VersionNotice {
    VersionNotice(
      version: number, recordedAt: Instant(microsecondsSince2000: number * 1_000_000),
      run: number == 0 ? nil : number + 100)
  }
}

/// An error that nobody expects.
struct Surprise: Error, CustomStringConvertible {
  let description = "the secret detail"
}

extension IndicatorResult {
  /// A figure of 2/3, split by agency.
  static func sample(
    dataVersion: Int64 = 12, flags: [String] = [], agency: String? = nil,
    validOn: CalendarDay = CalendarDay(daysSince2000: 9822)
  ) -> IndicatorResult {
    func figure(_ numerator: Int, of denominator: Int, agency: String?) -> IndicatorFigure {
      IndicatorFigure(
        indicator: "level4_of_all", version: 1, count: .procedures,
        scope: FigureScope(authority: "H32", agency: agency, filters: [:]), period: nil,
        validOn: validOn, knownOn: Instant(microsecondsSince2000: 848_700_000_000_001),
        tally: Tally(
          numerator: numerator, denominator: denominator, unknown: 0, held: 0, excluded: 0,
          inScope: denominator),
        dataVersion: dataVersion, flags: flags)
    }
    return IndicatorResult(
      figure: figure(2, of: 3, agency: agency), by: .agency,
      groups: [
        IndicatorGroup(
          key: "H32.16", label: "Sở Tư pháp", figure: figure(2, of: 2, agency: "H32.16"))
      ])
  }
}
