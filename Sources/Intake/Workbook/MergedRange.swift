/// Cells that are shown as one; only the first holds a value. Rows and columns count from 1.
struct MergedRange: Equatable, Sendable {
  let firstRow: Int
  let lastRow: Int
  let firstColumn: Int
  let lastColumn: Int
}

/// Reads the merged ranges of a sheet, which stand behind its rows.
final class MergesHandler: MarkupHandler {
  private static let limit = 1 << 20

  private let file: String
  private let limits: WorkbookLimits
  private let merge = MarkupName("mergeCell")
  private let list = MarkupName("mergeCells")
  private let ref = MarkupName("ref")
  private(set) var ranges: [MergedRange] = []

  init(file: String, limits: WorkbookLimits) {
    self.file = file
    self.limits = limits
  }

  func open(
    _ name: MarkupName, in parent: MarkupName, _ attributes: borrowing MarkupAttributes
  ) throws(IntakeError) {
    guard name == merge, parent == list, let text = attributes.text(ref) else { return }
    let corners = text.split(separator: ":").map { corner in
      CellReference(Array(corner.utf8).span, limits: limits)
    }
    guard (1...2).contains(corners.count), let first = corners.first ?? nil,
      let last = corners.last ?? nil, first.row <= last.row, first.column <= last.column
    else {
      throw IntakeError(
        .badWorkbook, file: file,
        reason: "it merges the cells \"\(text.prefix(40))\", which is no range; export it again")
    }
    ranges.append(
      MergedRange(
        firstRow: first.row, lastRow: last.row, firstColumn: first.column,
        lastColumn: last.column))
    guard ranges.count <= Self.limit else {
      throw IntakeError(
        .workbookTooLarge, file: file,
        reason: "it has over \(Self.limit) merged ranges; save the data as CSV UTF-8")
    }
  }
}
