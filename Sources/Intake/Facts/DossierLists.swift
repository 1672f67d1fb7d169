import Procedures

/// The lists inside a dossier of the national message `DongBoHoSoMC`.
enum DossierLists {
  /// What the list of filed components (`TaiLieuNop`) says.
  struct Documents: Sendable, Hashable {
    var digitized: Ternary = .unknown
    var reused: Ternary = .unknown
    var stored: Ternary = .unknown
  }

  /// What the list of requests for supplements (`DanhSachHoSoBoSung`) says.
  struct Supplements: Sendable, Hashable {
    var count: Int16 = 0
    var openSince: Instant?
    var microseconds: Int64 = 0
    var latest: Instant?
  }

  /// Why a list cannot be read.
  struct Failure: Error { let rule: HeldRule }

  /// Components that were taken away again (`IsDeleted`) do not count; an empty list says no.
  static func documents(_ cell: String) throws(Failure) -> Documents? {
    guard let list = try elements(cell) else { return nil }
    var result = Documents(digitized: .no, reused: .no, stored: .no)
    for item in list where !isYes(item["IsDeleted"]) {
      if isYes(item["DuocSoHoa"]) || !isBlank(item["DuongDanTaiTepTin"]) { result.digitized = .yes }
      if isYes(item["DuocTaiSuDung"]) { result.reused = .yes }
      if isYes(item["DuocLayTuKhoDMQG"]) { result.stored = .yes }
    }
    return result
  }

  /// Yes where some result has a file, no where none has; nil where the cell says nothing.
  static func hasResultFile(_ cell: String) throws(Failure) -> Bool? {
    try elements(cell)?.contains { !isBlank($0["DuongDanTepTinKetQua"]) }
  }

  /// Yes where some fee is above 0, no where there are fees and all are 0, else unknown.
  static func feeDue(_ cell: String) throws(Failure) -> Ternary {
    guard let list = try elements(cell), !list.isEmpty else { return .unknown }
    var result = Ternary.no
    for item in list {
      switch CountReading.amount(text(item["Gia"])) {
      case .count(let amount): if amount > 0 { return .yes }
      case .nothing, .bad: result = .unknown
      }
    }
    return result
  }

  /// The requests and their times; nothing asked where the cell says nothing.
  static func supplements(_ cell: String) throws(Failure) -> Supplements {
    guard let list = try elements(cell), list.count <= Int(Int16.max) else { return Supplements() }
    var result = Supplements(count: Int16(list.count))
    for item in list {
      let asked = try moment(item["NgayBoSung"])
      let done = try moment(item["NgayTiepNhanBoSung"])
      result.latest = [result.latest, asked, done].compactMap { $0 }.max()
      guard let asked else { continue }
      if let done {
        guard done >= asked else { throw Failure(rule: .badDates) }
        result.microseconds += done.microsecondsSince2000 - asked.microsecondsSince2000
      } else {
        result.openSince = max(asked, result.openSince ?? asked)
      }
    }
    return result
  }

  private static func elements(_ cell: String) throws(Failure) -> [JSONValue]? {
    let bytes = Array(cell.utf8)
    if bytes.first != UInt8(ascii: "[") {
      let text = VietnameseText.normalised(cell)
      if Vocabulary.standard.saysNothing(VietnameseText.matchKey(text), text) { return nil }
    }
    guard let value = try? JSONValue(bytes, file: ""), case .list(let list) = value,
      list.allSatisfy({ if case .object = $0 { true } else { false } })
    else { throw Failure(rule: .badValue) }
    return list
  }

  private static func text(_ value: JSONValue) -> String {
    String(decoding: value.bytes, as: UTF8.self)
  }

  private static func isYes(_ value: JSONValue) -> Bool {
    if value.bytes.count <= 1, let byte = value.bytes.first, byte == 0x30 || byte == 0x31 {
      return byte == 0x31
    }
    if case .claim(.known(true)) = CellReading.flag(text(value)) { return true }
    return false
  }

  private static func isBlank(_ value: JSONValue) -> Bool {
    VietnameseText.normalised(text(value)).isEmpty
  }

  private static func moment(_ value: JSONValue) throws(Failure) -> Instant? {
    switch MomentReading.read(text(value)) {
    case .nothing: return nil
    case .bad: throw Failure(rule: .badValue)
    case .at(let instant, _): return instant
    }
  }
}
