/// Reads a `.rels` part: where the parts lie that another part refers to.
final class RelationsHandler: MarkupHandler {
  struct Relation {
    let id: String
    /// The last word of its type, the same in both dialects of the format: `worksheet`.
    let kind: String
    /// The path inside the zip file.
    let target: String
  }

  private static let limit = 1 << 14

  private let file: String
  private let folder: [Substring]
  private let relation = MarkupName("Relationship")
  private let id = MarkupName("Id")
  private let type = MarkupName("Type")
  private let target = MarkupName("Target")
  private let mode = MarkupName("TargetMode")
  private(set) var relations: [Relation] = []

  /// `source` is the part that refers; empty for the workbook as a whole.
  init(file: String, source: String) {
    self.file = file
    folder = source.split(separator: "/").dropLast()
  }

  /// The part that holds the relations of another one.
  static func name(of source: String) -> String {
    var path = source.split(separator: "/")
    let last = path.popLast() ?? ""
    return (path + ["_rels", "\(last).rels"]).joined(separator: "/")
  }

  func first(_ kind: String) -> Relation? { relations.first { $0.kind == kind } }

  func open(
    _ name: MarkupName, in parent: MarkupName, _ attributes: borrowing MarkupAttributes
  ) throws(IntakeError) {
    guard name == relation, attributes.text(mode) != "External",
      let type = attributes.text(type), let target = attributes.text(target)
    else { return }
    relations.append(
      Relation(
        id: attributes.text(id) ?? "", kind: String(type.split(separator: "/").last ?? ""),
        target: resolve(target)))
    guard relations.count <= Self.limit else {
      throw IntakeError(
        .workbookTooLarge, file: file,
        reason: "it has over \(Self.limit) parts; this is no workbook with a table")
    }
  }

  /// A target as a path from the root: absolute with a slash in front, else from the folder.
  private func resolve(_ target: String) -> String {
    var path = target.hasPrefix("/") ? [] : folder
    for step in target.split(separator: "/") {
      switch step {
      case ".": continue
      case "..": _ = path.popLast()
      default: path.append(step)
      }
    }
    return path.joined(separator: "/")
  }
}
