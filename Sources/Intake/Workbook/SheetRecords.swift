import Synchronization

/// The rows of one sheet in order. Copies share one position.
struct SheetRecords: RecordSource {
  private let reading: Reading

  init(_ part: sending ZipPart, _ book: Workbook.Content) throws(IntakeError) {
    reading = Reading(try State(part, book))
  }

  mutating func advance(_ record: inout CellRecord) throws(IntakeError) -> Bool {
    // One row is read under the lock: libzip and expat serve one thread at a time.
    try reading.state.withLock { state throws(IntakeError) in try state.advance(&record) }
  }

  private final class Reading: Sendable {
    let state: Mutex<State>

    init(_ state: sending State) { self.state = Mutex(state) }
  }

  private struct State {
    private let handler: SheetHandler
    private let reader: MarkupReader
    private let file: String
    private var end: Result<Void, IntakeError>?

    init(_ part: ZipPart, _ book: Workbook.Content) throws(IntakeError) {
      file = part.file
      handler = SheetHandler(book, file: part.file, limits: part.limits)
      reader = try MarkupReader(part, handler)
    }

    /// False at the end of the sheet's part, which has then been read and checked as a whole.
    mutating func advance(_ record: inout CellRecord) throws(IntakeError) -> Bool {
      if let end {
        try end.get()
        return false
      }
      do throws(IntakeError) {
        swap(&record, &handler.record)
        defer { swap(&record, &handler.record) }
        if try reader.advance() { return true }
        guard handler.hasRows else {
          throw IntakeError(
            .badWorkbook, file: file,
            reason: "its sheet has no list of rows; fetch or export it again")
        }
        end = .success(())
        return false
      } catch {
        end = .failure(error)
        throw error
      }
    }
  }
}
