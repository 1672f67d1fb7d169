import Logging
import NIOCore

/// One fetch: page after page, try after try, into the spool.
struct FetchRun {
  let request: FetchRequest
  let credentials: Credentials
  let spool: Spool
  let exchange: Exchange
  let watch: Stopwatch
  let random: @Sendable () -> UInt64
  let logger: Logger
  private var redactor: Redactor
  private var session: (secret: Secret, isFresh: Bool)?
  private var size: Int64 = 0
  private var lastDigest: [UInt8]?

  init(
    request: FetchRequest, credentials: Credentials, spool: Spool, exchange: Exchange,
    watch: Stopwatch, random: @escaping @Sendable () -> UInt64, logger: Logger
  ) {
    self.request = request
    self.credentials = credentials
    self.spool = spool
    self.exchange = exchange
    self.watch = watch
    self.random = random
    self.logger = logger
    redactor = credentials.redactor
  }

  mutating func fetchAll() async throws(FetchError) -> Fetched {
    var cursor = PageCursor(request.paging)
    var address = request.address
    for (name, value) in credentials.query {
      address = try address.setting(query: name, to: value)
    }
    var number: Int?
    if case .numbered(let plan) = request.paging { number = plan.first }
    var visited: Set<String> = [address.text]
    var contentType: String?
    while true {
      if cursor.pages > 0 { try separate() }
      let answer = try await page(cursor, number: number, at: address)
      contentType = contentType ?? answer.contentType
      if cursor.pages > 0, answer.digest == lastDigest {
        throw error(
          .badAnswer, cursor,
          "it is the same as the page before, byte for byte; the source does not turn the page: "
            + "check the name of the page parameter")
      }
      lastDigest = answer.digest
      let step: PageCursor.Step
      do {
        step = try cursor.advance(findings: answer.findings, links: answer.links)
      } catch {
        throw FetchError(
          .badAnswer, source: request.name,
          reason: Self.place(request.paging, cursor.pages) + error.reason)
      }
      if step != .done, cursor.pages >= request.limits.pages {
        throw FetchError(
          .badAnswer, source: request.name,
          reason: "it has more than \(request.limits.pages) pages; raise the limit of pages, or "
            + "ask for larger ones")
      }
      switch step {
      case .done:
        return Fetched(
          spool: spool, name: request.name, finalURL: answer.address.shown, size: size,
          pages: cursor.pages, contentType: contentType)
      case .number(let next): number = next
      case .link(let link):
        address = try follow(link, from: answer.address, cursor)
        guard visited.insert(address.text).inserted else {
          throw FetchError(
            .redirectedAway, source: request.name,
            reason: "page \(cursor.pages) leads back to one that was fetched already; the source "
              + "never ends: tell its operator")
        }
      }
    }
  }

  /// JSON documents stand one after the other, a newline between them.
  private mutating func separate() throws(FetchError) {
    try spool.write(CollectionOfOne(UInt8(ascii: "\n")), at: size, source: request.name)
    size += 1
  }

  private func follow(
    _ link: String, from address: SourceAddress, _ cursor: PageCursor
  ) throws(FetchError) -> SourceAddress {
    let next: SourceAddress
    do {
      next = try address.resolving(link)
    } catch {
      throw FetchError(
        .badAnswer, source: request.name,
        reason: "page \(cursor.pages) names a next page that is no HTTP address; tell the "
          + "operator of the source")
    }
    if let objection = address.objection(to: next) {
      throw FetchError(
        .redirectedAway, source: request.name,
        reason: "page \(cursor.pages) leads \(objection), which is not followed, so that no "
          + "secrets go there; tell the operator of the source")
    }
    return next
  }

  /// One page with all its tries; nothing of a failed one stays in the spool.
  private mutating func page(
    _ cursor: PageCursor, number: Int?, at address: SourceAddress
  ) async throws(FetchError) -> Exchange.Answer {
    let start = size
    var wasRenewed = false
    var tries = 0
    while true {
      if request.handshake != nil, session == nil { session = (try await handshake(), true) }
      do {
        tries += 1
        let answer = try await attempt(cursor, number: number, at: address)
        session?.isFresh = false
        logger.debug(
          "A page was fetched",
          metadata: ["fetch.page": "\(cursor.pages + 1)", "fetch.bytes": "\(answer.size)"])
        return answer
      } catch {
        size = start
        try spool.cut(to: start, source: request.name)
        if case .unauthorised = error, session?.isFresh == false, !wasRenewed {
          // The session may have run out; a new one gets one chance.
          session = nil
          wasRenewed = true
          tries -= 1
          continue
        }
        try await pause(after: error, tries: tries, Self.place(request.paging, cursor.pages + 1))
      }
    }
  }

  private mutating func attempt(
    _ cursor: PageCursor, number: Int?, at address: SourceAddress
  ) async throws(Exchange.Failure) -> Exchange.Answer {
    let outgoing: Exchange.Outgoing
    do {
      outgoing = try self.outgoing(number: number, at: address)
    } catch {
      throw .final(error)
    }
    let codeAt = request.handshake?.codeAt
    let paths = cursor.paths + (codeAt.map { [$0, JSONPath("message")] } ?? [])
    let probe = cursor.needsJSON || codeAt != nil ? JSONProbe(paths) : nil
    let answer = try await exchange.send(outgoing, probe: probe, redactor: redactor) {
      bytes throws(FetchError) in try store(bytes)
    }
    if let codeAt {
      let findings = Array(answer.findings.suffix(2))
      if let refusal = refusal(findings, codeAt, kind: .badAnswer) { throw .unauthorised(refusal) }
    }
    return answer
  }

  private mutating func store(_ bytes: ByteBufferView) throws(FetchError) {
    guard size + Int64(bytes.count) <= request.limits.bytes else {
      throw FetchError(
        .tooLarge, source: request.name,
        reason: "it is larger than \(request.limits.bytes) bytes; raise the limit if that is right")
    }
    try spool.write(bytes, at: size, source: request.name)
    size += Int64(bytes.count)
  }

  private func outgoing(
    number: Int?, at address: SourceAddress
  ) throws(FetchError) -> Exchange.Outgoing {
    var address = address
    var body = credentials.body
    var added: [String: JSONTree] = [:]
    if let handshake = request.handshake, let session {
      added[handshake.field] = .text(session.secret.text)
    }
    if case .numbered(let plan) = request.paging, let number {
      switch plan.place {
      case .query:
        address = try address.setting(query: plan.page, to: "\(number)")
        if let size = plan.size {
          address = try address.setting(query: size.name, to: "\(size.rows)")
        }
      case .body:
        added[plan.page] = .integer(number)
        if let size = plan.size { added[size.name] = .integer(size.rows) }
      }
    }
    if case .object(let members)? = body, !added.isEmpty {
      body = .object(members.merging(added) { $1 })
    }
    return Exchange.Outgoing(
      method: request.method, address: address,
      headers: headers(credentials.headers, hasBody: body != nil), body: body?.bytes)
  }

  private func headers(
    _ own: [(name: String, value: String)], hasBody: Bool
  ) -> [(name: String, value: String)] {
    var headers = [("User-Agent", "motcua"), ("Accept", "*/*")]
    if hasBody { headers.append(("Content-Type", "application/json")) }
    return headers + own
  }

  /// A new session, with as many tries as a page.
  private mutating func handshake() async throws(FetchError) -> Secret {
    guard let handshake = request.handshake, let sent = credentials.handshake else {
      preconditionFailure("a handshake needs its credentials, which are looked up with it")
    }
    let outgoing = Exchange.Outgoing(
      method: .post, address: handshake.address,
      headers: headers(sent.headers, hasBody: true), body: sent.body.bytes)
    let paths = [handshake.sessionAt] + (handshake.codeAt.map { [$0, JSONPath("message")] } ?? [])
    var tries = 0
    while true {
      do {
        tries += 1
        let answer = try await exchange.send(
          outgoing, probe: JSONProbe(paths), redactor: redactor
        ) { _ in }
        if let codeAt = handshake.codeAt {
          let findings = Array(answer.findings.dropFirst())
          if let refusal = refusal(findings, codeAt, kind: .notAuthorised) {
            throw Exchange.Failure.final(refusal)
          }
        }
        guard case .value(let value) = answer.findings[0], let text = value.words, !text.isEmpty
        else {
          throw exchange.final(
            .badAnswer,
            "the handshake's answer holds no session at \(handshake.sessionAt); check session_at")
        }
        redactor.add(Secret(text))
        return Secret(text)
      } catch let failure as Exchange.Failure {
        try await pause(after: failure, tries: tries, "the handshake: ")
      } catch {
        throw FetchError(.unreachable, source: request.name, reason: "the handshake failed")
      }
    }
  }

  /// What a code other than 0 means.
  private func refusal(
    _ findings: [JSONProbe.Finding], _ codeAt: JSONPath, kind: FetchError.Kind
  ) -> FetchError? {
    guard case .value(let value) = findings[0], let code = value.words else {
      return exchange.error(
        .badAnswer, "the answer has no code at \(codeAt); check code_at, or write null there")
    }
    if code == "0" { return nil }
    var message = ""
    if case .value(.text(let text)) = findings[1] { message = " (\(text))" }
    return exchange.error(
      kind,
      "the server answered with code \(redactor(code + message)); check user name, password and "
        + "what the source expects to be asked")
  }

  /// Waits for the next try, or throws when there is none.
  private func pause(
    after failure: Exchange.Failure, tries: Int, _ place: String
  ) async throws(FetchError) {
    let cause: FetchError
    switch failure {
    case .final(let error), .unauthorised(let error): throw placed(error, place)
    case .again(let error, let asked):
      cause = error
      guard tries < request.limits.tries else {
        throw placed(error, place, after: "; tried \(tries) times")
      }
      let wait = RetryPolicy(limits: request.limits).wait(
        afterTry: tries, asked: asked, random: random())
      guard watch.elapsed() + wait < request.limits.total else {
        throw placed(error, place, after: "; no time is left for another try")
      }
      logger.info(
        "A fetch is tried again",
        metadata: ["fetch.try": "\(tries + 1)", "fetch.wait": "\(wait)"])
      do {
        try await watch.sleep(wait)
      } catch {
        throw FetchError(
          .cancelled, source: request.name,
          reason: "it was cancelled while waiting for another try after: \(cause.reason)")
      }
    }
  }

  private func placed(_ error: FetchError, _ place: String, after: String = "") -> FetchError {
    FetchError(error.kind, source: error.source, reason: place + error.reason + after)
  }

  private func error(
    _ kind: FetchError.Kind, _ cursor: PageCursor, _ reason: String
  ) -> FetchError {
    FetchError(
      kind, source: request.name, reason: Self.place(request.paging, cursor.pages + 1) + reason)
  }

  /// Which page a sentence is about, where there are several.
  private static func place(_ paging: Paging, _ page: Int) -> String {
    if case .none = paging { "" } else { "page \(page): " }
  }
}

extension FetchRequest {
  var handshake: SessionHandshake? {
    if case .session(let handshake) = authentication { handshake } else { nil }
  }
}
