/// Which cell of a row each key of an item fills.
struct JSONLayout: Sendable {
  /// What becomes of the value at a node.
  enum Cell: Sendable, Equatable {
    /// Nothing: it is empty in all items, or an object whose keys are columns.
    case none
    /// A cell of its own.
    case plain(Int)
    /// The names of the fields, one a line, of `LINHVUCTHUCHIEN`.
    case fields(Int)
    /// The names of the agencies, one a line, and their codes, of `COQUANTHUCHIEN`.
    case agencies(names: Int, codes: Int?)
    /// The ways of filing as JSON, and their fees, one a line, of `CACHTHUCTHUCHIEN`.
    case ways(Int, fees: Int?)
    /// A list inside a dossier, as JSON: `[]` where it is empty, nothing where it is null.
    case list(Int)
    /// One row for each element: the list of agencies with their levels.
    case rows
  }

  private(set) var headings: [[UInt8]] = []
  /// By node of the items' tree.
  private(set) var cells: [Cell]
  /// The columns of the keys of the elements that become rows.
  private(set) var elementColumns: [[UInt8]: Int] = [:]

  /// Throws ``IntakeError`` where two lists in one item both ask for a row for each element.
  init(_ tree: KeyTree, file: String) throws(IntakeError) {
    cells = [Cell](repeating: .none, count: tree.nodes.count)
    let lists = tree.nodes.indices.filter {
      tree.elements(of: $0, have: ["MACOQUANTHUCHIEN", "MUCDO"])
    }
    guard lists.count <= 1 else {
      let names = lists.map { "\"\(String(decoding: tree.nodes[$0].path, as: UTF8.self))\"" }
      throw IntakeError(
        .severalTables, file: file,
        reason: "its items hold several lists of levels by agency: "
          + "\(names.joined(separator: ", ")); which one? Leave the others out")
    }
    for node in tree.columns {
      let path = tree.nodes[node].path
      let isTop = tree.nodes[node].parent == 0
      if lists.contains(node) {
        cells[node] = .rows
        for key in tree.nodes[node].elementKeys { elementColumns[key] = add(key) }
      } else if isTop, path == Self.fields, tree.elements(of: node, have: ["TENLINHVUC"]) {
        cells[node] = .fields(add(path))
      } else if isTop, path == Self.agencies, tree.elements(of: node, have: ["TENDONVI"]) {
        let isFree = lists.isEmpty && tree.top(named: Self.agencyCodes) == nil
        let codes = Array(Self.agencyCodes.utf8)
        cells[node] = .agencies(names: add(path), codes: isFree ? add(codes) : nil)
      } else if isTop, path == Self.ways, tree.elements(of: node, have: ["THOIGIAN"]) {
        let isFree = tree.top(named: Self.fees) == nil
        cells[node] = .ways(add(path), fees: isFree ? add(Array(Self.fees.utf8)) : nil)
      } else if isTop, Self.dossierLists.contains(path) {
        cells[node] = .list(add(path))
      } else {
        cells[node] = .plain(add(path))
      }
    }
  }

  private static let dossierLists = Set(
    ["TaiLieuNop", "DanhSachLePhi", "DanhSachHoSoBoSung", "DanhSachGiayToKetQua"]
      .map { Array($0.utf8) })
  private static let fields = Array("LINHVUCTHUCHIEN".utf8)
  private static let agencies = Array("COQUANTHUCHIEN".utf8)
  private static let ways = Array("CACHTHUCTHUCHIEN".utf8)
  private static let agencyCodes = "MACOQUANTHUCHIEN"
  private static let fees = "PHILEPHI"

  private mutating func add(_ heading: [UInt8]) -> Int {
    headings.append(heading)
    return headings.count - 1
  }
}
