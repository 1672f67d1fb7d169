/// Reads `sharedStrings.xml`: the runs of each text joined, phonetic guides left out.
final class SharedStringsHandler: MarkupHandler {
  private enum Place { case document, table, item, run, text }

  private let item = MarkupName("si")
  private let run = MarkupName("r")
  private let piece = MarkupName("t")
  private let table = MarkupName("sst")
  private let uniqueCount = MarkupName("uniqueCount")

  private let file: String
  private let limits: WorkbookLimits
  private(set) var strings = SharedStrings()
  private var place = Place.document
  private var inRun = false
  private var skipped = 0
  private var current: [UInt8] = []
  private var pieceStart = 0

  init(file: String, limits: WorkbookLimits) {
    self.file = file
    self.limits = limits
  }

  func open(
    _ name: MarkupName, in parent: MarkupName, _ attributes: borrowing MarkupAttributes
  ) throws(IntakeError) {
    if skipped > 0 {
      skipped += 1
      return
    }
    switch place {
    case .document where name == table:
      place = .table
      // What the file announces is only a hint; memory that is not used costs nothing.
      if let count = attributes.text(uniqueCount).flatMap({ Int($0) }), count > 0 {
        strings.reserve(min(count, limits.sharedBytes / 8))
      }
    case .table where name == item:
      place = .item
      current.removeAll(keepingCapacity: true)
    case .item where name == run:
      place = .run
    case .item where name == piece, .run where name == piece:
      inRun = place == .run
      place = .text
      pieceStart = current.count
    default:
      skipped = 1
    }
  }

  func close() throws(IntakeError) -> Bool {
    if skipped > 0 {
      skipped -= 1
      return false
    }
    switch place {
    case .text:
      EscapedText.decode(&current, from: pieceStart)
      place = inRun ? .run : .item
    case .run:
      place = .item
    case .item:
      strings.append(current)
      place = .table
      guard strings.keptBytes <= limits.sharedBytes else {
        throw IntakeError(
          .workbookTooLarge, file: file,
          reason: "its shared texts are longer than \(limits.sharedBytes >> 20) MiB; "
            + "save the data as CSV UTF-8")
      }
    case .table, .document:
      place = .document
    }
    return false
  }

  func text(_ piece: Span<UInt8>) throws(IntakeError) {
    guard place == .text, skipped == 0 else { return }
    current.append(piece)
    guard current.count <= limits.cellBytes else {
      throw IntakeError(
        .cellTooLong, file: file,
        reason: "shared text \(strings.count) is longer than \(limits.cellBytes >> 10) KiB; "
          + "shorten the cell")
    }
  }
}
