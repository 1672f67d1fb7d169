internal import HTTPTypes

extension Problem.Code {
  static let badCursor = Self(
    "bad_cursor", title: Wording(vi: "Không đi tiếp được từ cursor này", en: "Bad cursor"))
  static let notExplainable = Self(
    "not_explainable",
    title: Wording(vi: "Không liệt kê được các dòng của chỉ tiêu này", en: "Not explainable"))
  static let unknownIndex = Self(
    "unknown_index", status: .notFound,
    title: Wording(vi: "Không có bộ chỉ số này", en: "Unknown index"))
  static let unknownProcedure = Self(
    "unknown_procedure", status: .notFound,
    title: Wording(vi: "Không có thủ tục này", en: "Unknown procedure"))
  static let unknownRun = Self(
    "unknown_run", status: .notFound, title: Wording(vi: "Không có lần chạy này", en: "Unknown run")
  )
}

extension Problem {
  /// What a path names does not exist.
  init(_ missing: NotFound) {
    let name = missing.name.prefix(80)
    let list = missing.instead.prefix(12).joined(separator: ", ")
    switch missing.kind {
    case .history:
      self.init(
        .unknownProcedure,
        Wording(
          vi: "chưa có nguồn nào từng nêu thủ tục \"\(name)\", có known thì tính đến thời điểm đó; "
            + "/v1/procedures liệt kê các thủ tục có hiệu lực",
          en: "no source ever named procedure \"\(name)\", with known none by that instant; "
            + "/v1/procedures lists those in force"))
    case .index:
      self.init(
        .unknownIndex,
        Wording(
          vi: "không có bộ chỉ số \"\(name)\"; có \(list)",
          en: "there is no index \"\(name)\"; there are \(list)"))
    case .procedure where list.isEmpty:
      self.init(
        .unknownProcedure,
        Wording(
          vi: "không có thủ tục \"\(name)\" còn hiệu lực vào ngày đó; "
            + "/v1/procedures/{code}/history cho biết nó đã từng có chưa",
          en: "no procedure \"\(name)\" is in force on that date; "
            + "/v1/procedures/{code}/history shows whether it ever was"))
    case .procedure:
      self.init(
        .unknownProcedure,
        Wording(
          vi: "thủ tục \"\(name)\" không còn hiệu lực vào ngày đó; thay cho nó là \(list)",
          en: "procedure \"\(name)\" is not in force on that date; in its place are \(list)"))
    case .run:
      self.init(
        .unknownRun,
        Wording(
          vi: "không có lần chạy \(name); /v1/runs liệt kê các lần chạy",
          en: "there is no run \(name); /v1/runs lists the runs"))
    }
    if missing.kind == .procedure, !missing.instead.isEmpty {
      members["instead"] = JSONNode.array(missing.instead.map { .text($0) }).bytes
    }
  }

  /// A cursor that cannot be used.
  init(_ cursor: BadCursor) {
    self.init(
      .badCursor,
      Wording(
        vi: "cursor không thuộc câu hỏi này hoặc số liệu đã đổi; hãy hỏi lại trang đầu",
        en: "\(cursor.description); ask for the first page again"))
  }
}
