import Intake
import TestSupport
import Testing

/// Files to which something happened on their way: read as what they say, or refused.
@Suite struct MutationTests {
  /// Faults that each format must have met: nothing is proved by files that all can be read.
  private static func faults(of format: SampleFormat) -> Set<IntakeError.Fault> {
    switch format {
    case .json: [.cutJSON, .badJSON]
    case .xlsx: [.cutWorkbook, .badWorkbook]
    default: [.cutInRow, .notText]
    }
  }

  @Test(arguments: SampleFormat.allCases)
  func `a mutated catalog is refused, or each of its rows is accounted for as it stands`(
    _ format: SampleFormat
  ) throws {
    let number = UInt64(SampleFormat.allCases.firstIndex(of: format) ?? 0)
    var random = SeededGenerator(seed: 20_261_123 + number)
    let changes = Mutant.Change.allCases
    var readings = 0
    var refusals: [IntakeError.Fault: Int] = [:]

    for round in 0..<(LongTests.areWanted ? 1250 : changes.count * 4) {
      let good = SampleCatalog.good(seed: number * 8 + UInt64(round % 8))
      let mutant = Mutant(good, changes[round % changes.count], format, using: &random)
      do {
        let faults = try MutantReading(mutant.bytes).faults(of: mutant)
        #expect(faults.isEmpty, "round \(round), \(mutant.change): \(faults.prefix(3))")
        readings += 1
      } catch let error as IntakeError {
        #expect(mutant.meaning == nil, "round \(round), \(mutant.change): \(error)")
        #expect(error.file == "mutant" && error.reason.count > 20)
        refusals[error.fault, default: 0] += 1
      }
    }

    #expect(readings > changes.count * 2)
    #expect(Self.faults(of: format).isSubset(of: Set(refusals.keys)), "\(refusals)")
    if LongTests.areWanted { #expect(LongTests.peakMemory < 100 << 10) }
  }
}
