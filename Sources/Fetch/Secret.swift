/// A text that is sent to a server and shown to nobody.
///
/// Printing, interpolating, dumping or mirroring it gives `…`.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  let text: String

  /// Keeps a text from being shown.
  public init(_ text: String) { self.text = text }

  /// Always `…`.
  public var description: String { "…" }
  /// Always `…`.
  public var debugDescription: String { "…" }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Where a value comes from: written in the profile, or kept elsewhere because it is a secret.
enum Setting: Sendable, Hashable {
  case plain(String)
  case environment(String)
  case file(String)
}

/// Takes secrets out of what a server said, before a person reads it.
struct Redactor: Sendable {
  private var forms: [String] = []

  /// Whether there is nothing to hide.
  var isEmpty: Bool { forms.isEmpty }

  /// Remembers a secret, in the forms in which a server may hand it back.
  mutating func add(_ secret: Secret) {
    let text = secret.text
    guard !text.isEmpty else { return }
    var escaped: [UInt8] = []
    JSONTree.append(string: text, to: &escaped)
    let quoted = String(decoding: escaped.dropFirst().dropLast(), as: UTF8.self)
    for form in [text, quoted, SourceAddress.percentEncoded(text)] where !forms.contains(form) {
      forms.append(form)
    }
    // A secret that contains another one must go first, or its rest would stay.
    forms.sort { $0.utf8.count > $1.utf8.count }
  }

  /// At most 200 characters in one line, with `…` in the place of secrets.
  func callAsFunction(_ text: String) -> String {
    var text = text
    for form in forms { text = text.replacing(form, with: "…") }
    let line = text.map { character -> Character in
      character.isNewline || character.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }
        ? " " : character
    }
    return line.count > 200 ? String(line.prefix(200)) + "…" : String(line)
  }
}
