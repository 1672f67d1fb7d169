/// The way to a value inside a JSON document: names of members, from the outside in.
///
/// Written with dots, like `data.items`; the empty text is the document itself. Names that contain
/// a dot and positions in arrays cannot be written.
struct JSONPath: Sendable, Hashable, CustomStringConvertible {
  let names: [String]

  init(_ text: String) {
    names = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      .filter { _ in !text.isEmpty }
  }

  /// As it is written, or words for the document itself.
  var description: String { names.isEmpty ? "the document itself" : names.joined(separator: ".") }
}
