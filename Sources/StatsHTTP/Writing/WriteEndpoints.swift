internal import HTTPTypes
internal import Procedures

/// The endpoints that bring data in.
enum WriteEndpoints {
  /// The types of bodies that are read; what the bytes are, they say themselves.
  static let contentTypes = [
    "application/octet-stream", "text/csv", "application/json",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ]

  static let source = text("source", "Name of the source; without it the kind's usual one.")
  static let sheet = text("sheet", "The sheet of a workbook, where several hold a table.")
  static let effective = Parameter<CalendarDay>.day(
    "effective", "From when the content is valid; without it today in Asia/Ho_Chi_Minh.")
  static let allowWithdrawals = Parameter<Int>.number(
    "allow_withdrawals", in: 0...10_000_000,
    summary: "Opens the guard's withdrawal and row limits up to this many.")
  static let allowChanges = Parameter<Int>.number(
    "allow_changes", in: 0...10_000_000,
    summary: "Opens the guard's limits on values that fall or become unknown.")
  static let dryRun = Parameter<Bool>.flag(
    "dry_run", summary: "Plans and guards, but changes nothing; the answer has the changes.")
  static let wait = Parameter<Int>.number(
    "wait", in: 0...30,
    summary: "For how many seconds to wait for the end before answering 202; without it 10.")

  /// `agency=CODE`, as on the command line.
  static let scope = Parameter<AgencyCode>(
    "scope", schema: .string(pattern: "^agency=(\(upright)|\(reversed))$", to: 42),
    summary: "Limits the sync to an agency and those below it: agency=CODE.",
    orders: Wording(
      vi: "hãy viết agency=MÃ, ví dụ agency=H32.16", en: "write agency=CODE, such as agency=H32.16")
  ) { text in
    let isBare = text.utf8.dropFirst(7).allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "'") }
    return text.hasPrefix("agency=") && isBare ? AgencyCode(String(text.dropFirst(7))) : nil
  }

  /// The two forms of the code of an agency: the top level first or last.
  private static let upright = "[A-Z][0-9A-Z]+([.][0-9A-Z]+)*"
  private static let reversed = "[0-9A-Z]+([.][0-9A-Z]+)*[.][A-Z][0-9A-Z]+"

  /// The name under which a file stands in the book of runs: no path.
  static let name = Parameter<String>(
    "name", schema: .string(pattern: "^[^/\\\\\\u0000-\\u001f\\u007f]{1,200}$"),
    summary: "Name of the file, as runs and errors show it; without it the kind.",
    orders: Wording(
      vi: "hãy viết tên tệp, 1 đến 200 ký tự, không có / và \\",
      en: "write the name of a file, 1 to 200 characters without / and \\")
  ) { text in
    let isName = text.unicodeScalars.allSatisfy {
      $0 != "/" && $0 != "\\" && $0.value >= 0x20 && $0.value != 0x7F
    }
    return isName && (1...200).contains(text.unicodeScalars.count) ? text : nil
  }

  /// The key under which a client may ask again.
  static let idempotencyKey = Parameter<String>(
    "Idempotency-Key", in: .header, schema: .string(pattern: "^[!-~]{1,200}$"),
    summary: "Under the same key the same post is run once and answered alike for seven days.",
    orders: Wording(
      vi: "hãy viết 1 đến 200 ký tự ASCII không có khoảng trắng",
      en: "write 1 to 200 visible characters of ASCII")
  ) { text in
    let isVisible = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    return isVisible && (1...200).contains(text.utf8.count) ? text : nil
  }

  /// The id of a post.
  static let post = Parameter<String>(
    "id", in: .path, schema: .string(pattern: "^[0-9a-f]{32}$"),
    summary: "The id that the post was answered with.",
    orders: Wording(vi: "hãy dùng id đã được trả về", en: "use the id of the answer")
  ) { text in
    let isID =
      text.utf8.count == 32
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      }
    return isID ? text : nil
  }

  /// Posting a source of a kind.
  static func posting(_ kind: PostedKind) -> Endpoint {
    var parameters = [source.declaration, sheet.declaration]
    if kind == .catalog { parameters.append(scope.declaration) }
    if kind.isSnapshot {
      parameters += [
        effective.declaration, allowWithdrawals.declaration, allowChanges.declaration,
      ]
    }
    parameters += [
      dryRun.declaration, wait.declaration, name.declaration, idempotencyKey.declaration,
    ]
    let verb = kind.isSnapshot ? "sync" : "import"
    return Endpoint(
      id: verb + kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst(), method: .post,
      path: kind.path, summary: summary(kind), tag: "writing", parameters: parameters,
      answers: [
        AnswerDeclaration(summary: "The run has ended.", schema: .ref("RunSummary")),
        AnswerDeclaration(
          status: .accepted, summary: "The run goes on; Location says where to ask.",
          schema: .ref("PostedRun")),
      ],
      problems: [
        .bodyTooLarge, .busy, .emptyBody, .guardRefused, .idempotencyMismatch, .missingData,
        .tooManyPosts, .unreadableSource, .unsupportedMediaType,
      ], access: .sync, kind: .writing,
      body: BodyDeclaration(
        summary: "The file: CSV with any separator, XLSX or JSON; its bytes say what it is.",
        contentTypes: contentTypes))
  }

  /// Asking how far a post is.
  static let pending = Endpoint(
    id: "postedRun", path: "/v1/runs/pending/{id}",
    summary: "How far a posted source is; posts are remembered for seven days.", tag: "writing",
    parameters: [post.declaration],
    answers: [AnswerDeclaration(summary: "The post.", schema: .ref("PostedRun"))],
    problems: [.unknownPost], access: .sync, kind: .writing)

  private static func summary(_ kind: PostedKind) -> String {
    switch kind {
    case .catalog: "Syncs a catalog of procedures: planned, guarded, in one transaction."
    case .agencies: "Syncs the agencies: planned, guarded, in one transaction."
    case .dossiers: "Imports states of dossiers; personal columns are never read."
    case .payments: "Imports payment transactions; personal columns are never read."
    case .results: "Imports stocks of results."
    case .observations: "Imports figures that others measured."
    }
  }

  private static func text(_ name: String, _ summary: String) -> Parameter<String> {
    Parameter(
      name, schema: .string(pattern: "^[^\\u0000-\\u001f\\u007f]{1,100}$"), summary: summary,
      orders: Wording(
        vi: "hãy viết 1 đến 100 ký tự trên một dòng", en: "write 1 to 100 characters in one line")
    ) { text in
      let isLine = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
      return isLine && (1...100).contains(text.unicodeScalars.count) ? text : nil
    }
  }
}
