import ArgumentParser
import Indicators
import Reports

/// `motcua indicators`: what can be asked for.
struct IndicatorsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "indicators", abstract: "Lists the indicators with their definitions.")

  @OptionGroup var output: OutputOptions

  mutating func run() async throws {
    let language = try Settings.load().language(option: output.lang)
    switch output.output {
    case .json: Console.write(FigureJSON.encode(Indicator.all))
    case .csv: Console.write(IndicatorListCSV.encode(Indicator.all))
    case .table:
      Console.write(
        IndicatorListTable.render(Indicator.all, language: language, width: Console.width))
    case .markdown:
      Console.write(
        IndicatorListTable.render(Indicator.all, language: language, style: .markdown))
    }
  }
}
