/// How a table for people is drawn.
public enum TableStyle: String, Sendable, CaseIterable {
  /// Aligned columns for a terminal or a text file.
  case plain
  /// A table of GitHub-flavoured Markdown.
  case markdown
}
