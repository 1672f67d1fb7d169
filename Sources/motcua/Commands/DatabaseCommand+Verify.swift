import ArgumentParser
import Indicators
import Store

extension DatabaseCommand {
  /// Counts again what rollups keep.
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Counts dossiers and payments again and compares with the kept counts.",
      discussion: "Changes nothing. Exit code 1 where a count differs.")

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    /// Beyond this many cells are counted, not listed.
    private static let limit = 100_000

    mutating func run() async throws {
      let lang = output.lang
      let (report, language) = try await Workspace.with(database, connections: 1) { workspace in
        (
          try await DatabaseVerification(pool: workspace.pool, authority: workspace.authority)
            .verify(limit: Self.limit), workspace.settings.language(option: lang)
        )
      }
      if output.output == .json {
        Console.write(JSONText.encode(VerificationDocument(report)))
      } else {
        Console.write(Self.text(report, isEnglish: language == .en))
      }
      if report.differing > 0 { throw ExitCode(Failure.Code.failed.rawValue) }
    }

    private static func text(
      _ report: DatabaseVerification.Report, isEnglish: Bool
    ) -> String {
      var lines = report.facts.sorted { $0.key < $1.key }.map { name, count in
        isEnglish ? "\(name): \(count) facts counted" : "\(name): đã đếm \(count) bản ghi"
      }
      lines += report.rows.sorted { $0.key < $1.key }.map { name, count in
        isEnglish ? "\(name): \(count) rows" : "\(name): \(count) dòng"
      }
      lines += report.differences.map { difference in
        let place = [
          difference.days, difference.agency, difference.procedure,
          difference.channel.map { (isEnglish ? "channel " : "kênh ") + String($0) },
        ].compactMap(\.self).joined(separator: " · ")
        return isEnglish
          ? "differs: \(difference.rollup) · \(place) · \(difference.measure): kept "
            + "\(difference.kept), recounted \(difference.recounted)"
          : "sai lệch: \(difference.rollup) · \(place) · \(difference.measure): đang lưu "
            + "\(difference.kept), đếm lại \(difference.recounted)"
      }
      let more = report.differing - report.differences.count
      if more > 0 {
        lines.append(isEnglish ? "… and \(more) more" : "… và \(more) sai lệch nữa")
      }
      lines.append(
        isEnglish ? "\(report.differing) differences" : "\(report.differing) sai lệch")
      return lines.joined(separator: "\n") + "\n"
    }
  }
}

/// What a verification of rollups found, as it goes over the wire.
struct VerificationDocument: Encodable {
  struct Difference: Encodable {
    let table: String
    let days: String
    let agency: String?
    let procedure: String?
    let channel: Int?
    let column: String
    let kept: Int64
    let recomputed: Int64

    init(_ difference: DatabaseVerification.Difference) {
      table = difference.rollup
      days = difference.days
      agency = difference.agency
      procedure = difference.procedure
      channel = difference.channel
      column = difference.measure
      kept = difference.kept
      recomputed = difference.recounted
    }
  }

  let facts: [String: Int64]
  let rows: [String: Int64]
  let differing: Int
  let differences: [Difference]

  init(_ report: DatabaseVerification.Report) {
    facts = report.facts
    rows = report.rows
    differing = report.differing
    differences = report.differences.map(Difference.init)
  }
}
