import Store

/// Prints what a change of a register came to.
enum RegisterChange {
  static func request(_ settings: Settings) -> RegisterRequest {
    RegisterRequest(
      startedBy: settings.user, program: Program.name, startedAt: SystemClock.now)
  }

  static func print(_ outcome: RegisterOutcome, _ output: OutputOptions) {
    if output.output == .json {
      Console.write(JSONText.encode(Document(outcome)))
    } else {
      let run = outcome.run.map { "run \($0)" } ?? "no change"
      Console.write("\(outcome.sentence) · \(run) · data version \(outcome.dataVersion)\n")
    }
  }

  private struct Document: Encodable {
    let run: Int64?
    let sentence: String
    let rowsWritten: Int
    let dataVersion: Int64

    enum CodingKeys: String, CodingKey {
      case run
      case sentence
      case rowsWritten = "rows_written"
      case dataVersion = "data_version"
    }

    init(_ outcome: RegisterOutcome) {
      run = outcome.run
      sentence = outcome.sentence
      rowsWritten = outcome.rowsWritten
      dataVersion = outcome.dataVersion
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(run, forKey: .run)
      try container.encode(sentence, forKey: .sentence)
      try container.encode(rowsWritten, forKey: .rowsWritten)
      try container.encode(dataVersion, forKey: .dataVersion)
    }
  }
}
