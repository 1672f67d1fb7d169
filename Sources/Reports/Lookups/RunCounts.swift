/// What became of the rows and records of a run.
public struct RunCounts: Sendable, Hashable {
  /// Rows of the file: all, and of these no data, repeats, held and applied.
  public var read = 0
  /// Rows that hold no data: titles, totals, blanks.
  public var nonData = 0
  /// Rows that say again what another one says.
  public var duplicate = 0
  /// Quarantined rows.
  public var held = 0
  /// Rows that were taken over; unchanged ones too.
  public var applied = 0
  /// Records that are new.
  public var added = 0
  /// Records that changed.
  public var changed = 0
  /// Records that the source does not have any more.
  public var withdrawn = 0
  /// Withdrawn records that came back.
  public var returned = 0
  /// Records that stayed as they were.
  public var unchanged = 0
  /// Rows that the database wrote.
  public var written = 0

  /// Nothing counted yet.
  public init() {}

  var cells: [String] {
    [
      read, nonData, duplicate, held, applied, added, changed, withdrawn, returned, unchanged,
      written,
    ].map(String.init)
  }

  func writeRows(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("applied")
      writer.value(applied)
      writer.key("duplicate")
      writer.value(duplicate)
      writer.key("held")
      writer.value(held)
      writer.key("non_data")
      writer.value(nonData)
      writer.key("read")
      writer.value(read)
    }
  }

  func writeRecords(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("added")
      writer.value(added)
      writer.key("changed")
      writer.value(changed)
      writer.key("returned")
      writer.value(returned)
      writer.key("unchanged")
      writer.value(unchanged)
      writer.key("withdrawn")
      writer.value(withdrawn)
    }
  }
}
