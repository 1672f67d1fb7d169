extension Problem {
  /// What a client hears of a failure; what passes by itself says when to ask again.
  init(_ failure: PostedFailure) {
    let detail = Wording(vi: failure.vi, en: failure.en)
    switch failure.kind {
    case .unreadable: self.init(.unreadableSource, detail)
    case .noRows:
      self.init(.guardRefused, detail)
      members["refusal"] = PostedDocument.refusals([
        PostedOutcome.Refusal(
          rule: "no_rows", subject: nil, count: 0, whole: 0, limit: 0, parameter: nil,
          sentence: PostedOutcome.Sentence(vi: failure.vi, en: failure.en))
      ])
    case .badRequest: self.init(.badValue, detail)
    case .missing: self.init(.missingData, detail)
    case .busy: self = .unavailable(detail, code: .busy, retryAfterSeconds: 5)
    case .crowded: self = .unavailable(detail, code: .tooManyPosts, retryAfterSeconds: 5)
    case .unavailable, .interrupted: self = .unavailable(detail, retryAfterSeconds: 5)
    case .forbidden: self.init(.forbidden, detail)
    case .revoked: self = .unauthorized(detail, error: "invalid_token")
    case .failed: self.init(.internalError, detail)
    }
  }

  /// The guard refused: the sentences, and each number beside its limit.
  init(refused outcome: PostedOutcome) {
    self.init(
      .guardRefused,
      Wording(
        vi: outcome.refusals.map(\.sentence.vi).joined(separator: "; "),
        en: outcome.refusals.map(\.sentence.en).joined(separator: "; ")))
    members["refusal"] = PostedDocument.refusals(outcome.refusals)
    if let run = outcome.run { members["run"] = Array(String(run).utf8) }
  }
}
