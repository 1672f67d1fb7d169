/// Reads `styles.xml`: the format of each cell style, as cells point to it by number.
final class StylesHandler: MarkupHandler {
  /// More than the 65,490 that Excel allows.
  private static let limit = 1 << 16

  private let file: String
  private let format = MarkupName("numFmt")
  private let style = MarkupName("xf")
  private let styles = MarkupName("cellXfs")
  private let number = MarkupName("numFmtId")
  private let code = MarkupName("formatCode")

  private var own: [Int: CellFormat] = [:]
  private var numbers: [Int] = []

  init(file: String) { self.file = file }

  /// In the order of their numbers.
  var formats: [CellFormat] { numbers.map { own[$0] ?? CellFormat(builtIn: $0) } }

  func open(
    _ name: MarkupName, in parent: MarkupName, _ attributes: borrowing MarkupAttributes
  ) throws(IntakeError) {
    guard name == format || (name == style && parent == styles) else { return }
    let id = attributes.text(number).flatMap { Int($0) }
    if name == format {
      if let id, let code = attributes.text(code) { own[id] = CellFormat(code: code) }
    } else {
      numbers.append(id ?? 0)
    }
    guard numbers.count <= Self.limit, own.count <= Self.limit else {
      throw IntakeError(
        .workbookTooLarge, file: file,
        reason: "it has over \(Self.limit) cell styles, more than Excel allows; export it again")
    }
  }
}
