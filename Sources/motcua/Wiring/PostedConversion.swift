import FoundationEssentials
import Intake
import Postgres
import StatsHTTP
import Store

extension PostedOutcome {
  /// An outcome of the engine as it goes over the wire.
  init(_ outcome: SyncOutcome) {
    let summary = outcome.summary
    let (rows, records) = (summary.rows, summary.records)
    self.init(
      run: summary.run, source: summary.source, mode: summary.mode, state: summary.state.rawValue,
      rows: Rows(
        read: rows.read, nonData: rows.nonData, duplicate: rows.duplicate, held: rows.held,
        applied: rows.applied),
      records: Records(
        added: records.added, changed: records.changed, withdrawn: records.withdrawn,
        returned: records.returned, unchanged: records.unchanged),
      rowsWritten: summary.rowsWritten, dataVersion: summary.dataVersion,
      auditHead: summary.auditHead, dropped: outcome.dropped,
      exitCode: Int(
        IntakeEngine.exitCode(of: outcome, differencesCount: false)?.rawValue ?? 0))
    missing = outcome.missing
    warnings = outcome.warnings.map { Sentence(vi: $0.vi, en: $0.en) }
    refusals = outcome.refusals.map { refusal in
      Refusal(
        rule: refusal.rule, subject: refusal.subject, count: refusal.count, whole: refusal.whole,
        limit: refusal.limit, parameter: refusal.flag.map(Self.parameter),
        sentence: Sentence(
          vi: Self.overHTTP(refusal.vi, refusal.flag), en: Self.overHTTP(refusal.en, refusal.flag)))
    }
    changes = outcome.changes.map { changes in
      Changes(
        counts: Dictionary(changes.counts.map { ($0.key.rawValue, $0.value) }) { first, _ in first
        },
        first: changes.first.map { change in
          Change(
            kind: change.kind.rawValue, subject: change.subject.rawValue, code: change.code,
            name: change.name, agency: change.agencyCode, service: change.service,
            attribute: change.attribute, old: change.oldValue, new: change.newValue,
            row: change.row)
        }, digest: changes.digest)
    }
  }

  /// A sentence of the command line with parameters for its flags.
  private static func overHTTP(_ sentence: String, _ flag: String?) -> String {
    var text = sentence
    if let flag { text = text.replacing(flag, with: parameter(flag)) }
    return text.replacing("--scope agency=", with: "scope=agency=")
      .replacing("--source", with: "source")
  }

  /// `--allow-withdrawals 12` as a parameter of a query: `allow_withdrawals=12`.
  private static func parameter(_ flag: String) -> String {
    String(flag.drop { $0 == "-" }).replacing("-", with: "_").replacing(" ", with: "=")
  }
}

extension PostedFailure {
  /// What a client hears of an error of the engine: no path, no statement, no place in our code.
  init(_ error: any Error) {
    switch error {
    case let failure as PostedFailure: self = failure
    case let error as IntakeError: self = Self.unread(error)
    case let error as StoreError:
      let text = error.description
      let vi = error.vietnamese
      switch error.kind {
      case .busy:
        self.init(
          .busy, vi: "một đợt khác của cùng đơn vị đang chạy; hãy gửi lại sau",
          en: "another run of the same authority is at work; post again later")
      case .givenUp: self = .stopped
      case .missing: self.init(.missing, vi: vi ?? Self.lacking, en: text)
      case .badRequest: self.init(.badRequest, vi: vi ?? Self.unfit, en: text)
      default: self = .unexpected
      }
    case let error as PostgresError where error.kind == .commitUnknown: self = .uncertain
    case let error as PostgresError where Self.isAway(error.kind): self = .away
    case is CancellationError: self = .stopped
    default: self = .unexpected
    }
  }

  private static func unread(_ error: IntakeError) -> PostedFailure {
    let text = error.description
    let vi = error.vietnamese
    return switch error.kind {
    case .noRows: PostedFailure(.noRows, vi: vi, en: text)
    case .unreadable where error.fault == .readFailed: .unexpected
    case .unreadable, .unrecognised: PostedFailure(.unreadable, vi: vi, en: text)
    // What was posted is open: this is about a file of the service's own.
    case .unopenable: .unexpected
    }
  }

  private static func isAway(_ kind: PostgresError.Kind) -> Bool {
    switch kind {
    case .connection, .closed, .deadline: true
    default: false
    }
  }

  /// The database cannot be reached.
  static let away = PostedFailure(
    .unavailable, vi: "hiện không tới được cơ sở dữ liệu; hãy gửi lại sau",
    en: "the database cannot be reached at the moment; post again later")

  /// The session was lost in the commit, and the book does not know of an outcome.
  static let uncertain = PostedFailure(
    .interrupted,
    vi: "mất kết nối với cơ sở dữ liệu đúng lúc ghi; hãy gửi lại với cùng khóa: điều đã ghi không "
      + "bị ghi hai lần",
    en: "the connection to the database was lost in the commit; post again under the same key: "
      + "nothing is written twice")

  /// The token ended while the post waited for its turn.
  static func revoked(_ token: String) -> PostedFailure {
    PostedFailure(
      .revoked,
      vi: "mã truy cập \(token) đã hết hạn hoặc bị thu hồi trước khi đợt này bắt đầu; không có gì "
        + "được ghi",
      en: "token \(token) expired or was revoked before the run began; nothing was written")
  }

  private static let lacking = "thiếu dữ liệu mà nội dung này dựa vào; hãy nạp dữ liệu đó trước"
  private static let unfit = "yêu cầu nêu điều không tồn tại hoặc không hợp với dữ liệu hiện có"

  /// The service stops.
  static let stopped = PostedFailure(
    .interrupted,
    vi: "dịch vụ dừng trước khi đợt này kết thúc; hãy gửi lại: điều đã ghi không bị ghi hai lần",
    en: "the service stopped before the run ended; post again: nothing is written twice"
  )

  /// A fault of the program.
  static let unexpected = PostedFailure(
    .failed, vi: "dịch vụ gặp lỗi; nhật ký ghi lý do", en: "the service failed; its log tells why")
}

/// The form in which the book of posts keeps what a post came to.
struct PostedAnswer: Codable {
  var outcome: PostedOutcome?
  var failure: PostedFailure?

  /// The answer as text.
  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// The phase that an answer from the book stands for.
  static func phase(_ text: String) -> PostedState.Phase {
    let answer = try? JSONDecoder().decode(PostedAnswer.self, from: Data(text.utf8))
    if let outcome = answer?.outcome { return .done(outcome) }
    return .failed(answer?.failure ?? .unexpected)
  }
}
