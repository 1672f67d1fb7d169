/// Text from the catalog made fit to stand in a line of a terminal or of Markdown.
///
/// Width is the number of grapheme clusters: Vietnamese letters take one column each, composed or
/// decomposed.
enum PlainText {
  /// The text on one line: control characters, which could steer a terminal, and line breaks
  /// become blanks.
  static func oneLine(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .lineSeparator, .paragraphSeparator: " "
          default: scalar
          }
        }))
  }

  /// The text on one line with the characters escaped that Markdown or HTML would read.
  static func markdown(_ text: String) -> String {
    var result = ""
    for character in oneLine(text) {
      switch character {
      case "\\", "|", "`", "*", "[", "]": result += "\\\(character)"
      case "<": result += "&lt;"
      case "&": result += "&amp;"
      default: result.append(character)
      }
    }
    return result
  }

  /// The words of the text in lines of at most so many columns; blanks at the start of the text
  /// stay, and stand before each line. A word longer than a line is broken.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    guard text.count > width else { return [text] }
    let indent = String(text.prefix { $0 == " " })
    let room = max(1, width - indent.count)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      var rest = word
      if !line.isEmpty, line.count + 1 + rest.count <= room {
        line += " " + rest
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while rest.count > room {
        lines.append(String(rest.prefix(room)))
        rest = rest.dropFirst(room)
      }
      line = String(rest)
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map { indent + $0 }
  }
}
