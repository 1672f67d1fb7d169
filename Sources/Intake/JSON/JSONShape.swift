/// Where the table lies in a JSON source, decided from what the first pass saw.
struct JSONShape: Sendable {
  /// Names under which interfaces put their table.
  private static let usualPaths = [
    "result", "data", "data.items", "data.content", "items", "rows",
  ]

  /// For people: "array of objects", "JSON Lines", "LayDanhSachTTHC", …
  let name: String
  /// The keys that lead from the top of each document to the array; empty where the documents are
  /// arrays, nil where each document is an item itself.
  let path: [[UInt8]]?
  /// The keys of the items.
  let tree: KeyTree
  let items: Int
  /// Keys of the documents that lie beside the table and are not read.
  let unread: [String]

  /// Throws ``IntakeError`` where there is no table, an empty one, or more than one.
  init(_ survey: JSONSurvey, file: String) throws(IntakeError) {
    if survey.lists > 0 {
      path = []
      tree = survey.listTree
      items = survey.listItems
      name = survey.lists == 1 ? "array of objects" : "\(survey.lists) arrays of objects"
      unread = []
    } else if let candidate = try Self.table(in: survey, file: file) {
      let node = survey.documentTree.nodes[candidate.node]
      try Self.check(candidate, survey, file: file)
      path = Self.keys(to: candidate.node, in: survey.documentTree)
      tree = candidate.tree
      items = candidate.items
      let words = Self.name(of: tree, under: String(decoding: node.path, as: UTF8.self))
      name = survey.objects == 1 ? words : "\(words), \(survey.objects) pages"
      unread = survey.documentTree.columns.filter { $0 != candidate.node }
        .map { String(decoding: survey.documentTree.nodes[$0].path, as: UTF8.self) }
    } else {
      path = nil
      tree = survey.documentTree
      items = survey.objects
      name = survey.objects == 1 ? "one object" : "JSON Lines"
      unread = []
    }
    if items == 0 {
      throw IntakeError(
        survey.lists + survey.objects == 0 ? .empty : .headerOnly, file: file,
        reason: "it holds no item; fetch or export it again")
    }
    if tree.isOverfull {
      throw IntakeError(
        .noTable, file: file,
        reason: "its objects have more than \(KeyTree.limit) different keys, as where codes are "
          + "keys; write it as an array of objects")
    }
  }

  /// The array that is the table; nil where each document is an item.
  private static func table(
    in survey: JSONSurvey, file: String
  ) throws(IntakeError) -> JSONSurvey.Candidate? {
    let tree = survey.documentTree
    // An object with a procedure code is an item, whatever it holds.
    if tree.top(named: "MATTHC") != nil { return nil }
    let usual = survey.candidates.filter {
      usualPaths.contains(String(decoding: tree.nodes[$0.node].path, as: UTF8.self))
        && $0.isOnlyObjects
    }
    let found =
      usual.isEmpty
      ? survey.candidates.filter { $0.items > 0 && $0.isOnlyObjects } : usual
    if usual.isEmpty {
      if let complaint = survey.answerComplaint, found.isEmpty, survey.objects == 1,
        tree.top(named: "message") != nil
      {
        throw IntakeError(
          .portalError, file: file,
          reason: "the portal answered with \(complaint); ask again, there is no table in it")
      }
      // Several documents without a usual name are lines, whose arrays are cells.
      if survey.objects > 1 { return nil }
    }
    guard found.count <= 1 else {
      let names = found.map { "\"\(String(decoding: tree.nodes[$0.node].path, as: UTF8.self))\"" }
      throw IntakeError(
        .severalTables, file: file,
        reason: "several arrays may be the table: \(names.joined(separator: ", ")); "
          + "which one? Save that one as a file of its own")
    }
    return found.first
  }

  private static func check(
    _ candidate: JSONSurvey.Candidate, _ survey: JSONSurvey, file: String
  ) throws(IntakeError) {
    if let complaint = survey.answerComplaint {
      throw IntakeError(
        .portalError, file: file,
        reason: "the portal answered with \(complaint); ask again, nothing of it is used")
    }
    guard candidate.documents == survey.objects else {
      let path = String(decoding: survey.documentTree.nodes[candidate.node].path, as: UTF8.self)
      throw IntakeError(
        .noTable, file: file,
        reason: "only \(candidate.documents) of \(survey.objects) documents hold the table "
          + "\"\(path)\"; a page is missing or failed, fetch them again")
    }
  }

  private static func keys(to node: Int, in tree: KeyTree) -> [[UInt8]] {
    var keys: [[UInt8]] = []
    var node = node
    while node > 0 {
      keys.insert(tree.nodes[node].key, at: 0)
      node = tree.nodes[node].parent
    }
    return keys
  }

  private static func name(of tree: KeyTree, under path: String) -> String {
    func has(_ names: String...) -> Bool { names.allSatisfy { tree.top(named: $0) != nil } }
    if has("MATTHC", "COQUANTHUCHIEN") || has("MATTHC", "CACHTHUCTHUCHIEN") { return "LayThuTuc" }
    if path == "result", has("MATTHC", "TENTTHC") { return "LayDanhSachTTHC" }
    if has("code", "appliedDepartmentIds") { return "formalities of the national portal" }
    return "array of objects in \"\(path)\""
  }
}
