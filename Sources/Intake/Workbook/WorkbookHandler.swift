/// Reads `workbook.xml`: the sheets in their order and the calendar that dates count by.
final class WorkbookHandler: MarkupHandler {
  struct Entry {
    let name: String
    let isHidden: Bool
    let relation: String
  }

  private static let limit = 1 << 14

  private let file: String
  private let root = MarkupName("workbook")
  private let list = MarkupName("sheets")
  private let sheet = MarkupName("sheet")
  private let properties = MarkupName("workbookPr")
  private let name = MarkupName("name")
  private let state = MarkupName("state")
  private let id = MarkupName("id")
  private let date1904 = MarkupName("date1904")

  private(set) var entries: [Entry] = []
  private(set) var since1904 = false
  private(set) var isWorkbook = false

  init(file: String) { self.file = file }

  func open(
    _ element: MarkupName, in parent: MarkupName, _ attributes: borrowing MarkupAttributes
  ) throws(IntakeError) {
    if element == root { isWorkbook = true }
    if element == properties, parent == root {
      since1904 = ["1", "true"].contains(attributes.text(date1904))
    }
    guard element == sheet, parent == list else { return }
    entries.append(
      Entry(
        name: attributes.text(name) ?? "",
        isHidden: ["hidden", "veryHidden"].contains(attributes.text(state)),
        relation: attributes.text(id) ?? ""))
    guard entries.count <= Self.limit else {
      throw IntakeError(
        .workbookTooLarge, file: file,
        reason: "it has over \(Self.limit) sheets; this is no workbook with a table")
    }
  }
}
