import Indicators

/// Reads a score index from a document of the form `motcua-index/1`.
struct IndexReader {
  static let format = "motcua-index/1"

  let file: String
  private let faults = DocumentFaults()

  init(file: String) { self.file = file }

  /// Throws `badDocument` with everything that is wrong.
  func index(_ node: DocumentNode) throws(StoreError) -> ScoreIndex {
    var map = DocumentMap(node, path: "", faults: faults)
    _ = map.value("format", "\(Self.format), the form of an index") { $0 == Self.format ? $0 : nil }
    let id = map.value("id", "an id: small letters, digits, - and ., at most 100", DocumentID.read)
    var title = map.map("title")
    let titleVi = title?.text("vi")
    let titleEn = title?.text("en")
    title?.finish()
    let source = map.text("source")
    let classes = map.maps("classes").compactMap(scoreClass)
    if classes.last?.from != .zero
      || !zip(classes, classes.dropFirst()).allSatisfy({ $1.from < $0.from })
    {
      map.fault("classes", "have to descend to a class from 0")
    }
    let groups = map.maps("groups").compactMap(group)
    if groups.isEmpty { map.fault("groups", "there are none") }
    refuseRepeats(groups.map(\.id), "groups", map)
    refuseRepeats(groups.flatMap(\.items).map(\.id), "groups", map)
    map.finish()
    try faults.check(file)
    guard let id, let titleVi, let titleEn, let source else {
      preconditionFailure("what an index lacks is a fault that was reported")
    }
    return ScoreIndex(
      id: id, titleVi: titleVi, titleEn: titleEn, source: source, groups: groups, classes: classes)
  }

  private func refuseRepeats(_ ids: [String], _ key: String, _ map: DocumentMap) {
    let repeated = Dictionary(grouping: ids, by: \.self).filter { $1.count > 1 }.keys.sorted()
    if !repeated.isEmpty { map.fault(key, "\(repeated.joined(separator: ", ")) is there twice") }
  }

  private func scoreClass(_ given: DocumentMap) -> ScoreIndex.Class? {
    var map = given
    let id = map.value("id", "an id", DocumentID.read)
    let vi = map.text("vi")
    let en = map.text("en")
    let from = map.value("from", "points from 0 to 1000", ScorePoints.init)
    map.finish()
    guard let id, let vi, let en, let from else { return nil }
    return ScoreIndex.Class(id: id, labelVi: vi, labelEn: en, from: from)
  }

  private func group(_ given: DocumentMap) -> ScoreIndex.Group? {
    var map = given
    let id = map.value("id", "an id", DocumentID.read)
    let vi = map.text("vi")
    let en = map.text("en")
    let items = map.maps("items").compactMap(item)
    if items.isEmpty { map.fault("items", "there are none") }
    map.finish()
    guard let id, let vi, let en else { return nil }
    return ScoreIndex.Group(id: id, labelVi: vi, labelEn: en, items: items)
  }

  private func item(_ given: DocumentMap) -> ScoreIndex.Item? {
    var map = given
    let id = map.text("id")
    let code = map.text("code", required: false)
    let indicator = map.value(
      "indicator", "an indicator; motcua indicators lists them", required: false
    ) { PlanReader.isIndicator($0) ? $0 : nil }
    let aliases = map.texts("aliases")
    let vi = map.text("vi")
    let en = map.text("en")
    let most = map.value("max", "points from 0 to 1000", ScorePoints.init)
    let full = map.value("full_from", "a percentage above 0", required: false) { text in
      PercentTarget(text).flatMap { $0.digits > 0 ? $0 : nil }
    }
    let zero = map.value("zero", "zero, full or null", required: false) {
      ScoreIndex.ZeroRule(rawValue: $0)
    }
    let isInformational = map.flag("informational")
    map.finish()
    guard let id, let vi, let en, let most else { return nil }
    return ScoreIndex.Item(
      id: id, code: code, indicator: indicator, aliases: aliases, labelVi: vi, labelEn: en,
      most: most, fullFrom: full ?? .whole, zero: zero ?? .zero, isInformational: isInformational)
  }
}
