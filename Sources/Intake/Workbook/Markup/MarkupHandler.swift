/// What takes the events of an XML document.
protocol MarkupHandler: AnyObject {
  /// An element begins inside `parent`, which equals no name at the document's root.
  func open(
    _ name: MarkupName, in parent: MarkupName, _ attributes: borrowing MarkupAttributes
  ) throws(IntakeError)

  /// The innermost open element ends. With true, reading pauses behind it.
  func close() throws(IntakeError) -> Bool

  /// A piece of text as valid UTF-8 without NUL; the pieces of one text follow each other.
  func text(_ piece: Span<UInt8>) throws(IntakeError)
}

extension MarkupHandler {
  func close() -> Bool { false }
  func text(_ piece: Span<UInt8>) {}
}
