import Postgres
import Procedures
import Testing

@testable import Store

extension TestStore {
  var tokens: TokenRegister { TokenRegister(pool: pool, authority: authority) }

  /// A token of a seed, made by a person.
  @discardableResult
  func makeToken(
    _ seed: UInt8, name: String = "cổng dữ liệu", scope: TokenScope = .sync,
    agency: String? = nil, expires: String = "2027-11-22"
  ) async throws -> AccessToken {
    let token = TestStore.token(seed)
    _ = try await tokens.create(
      token,
      TokenRegister.Wish(
        name: name, scope: scope, agency: agency.flatMap { AgencyCode($0) },
        expiresOn: TestStore.day(expires)), TestStore.person)
    return token
  }

  static func token(_ seed: UInt8) -> AccessToken {
    let bytes = (0..<AccessToken.randomByteCount).map { UInt8(truncatingIfNeeded: $0) &* 7 &+ seed }
    guard let token = AccessToken(random: bytes) else {
      preconditionFailure("the bytes are as many as a token has")
    }
    return token
  }

  static func noon(_ day: String) -> Instant {
    Instant(iso: day + "T05:00:00Z") ?? Instant(microsecondsSince2000: 0)
  }

  func grant(_ text: String, on day: String = "2026-11-22") async throws -> GrantedToken? {
    try await tokens.grant(of: text, at: Self.noon(day), deadline: .seconds(5))
  }
}

extension LiveTests {
  /// Who may use the service.
  @Suite struct TokenRegisterTests {
    @Test func `a token opens what it was made for`() async throws {
      try await withAgencies { store in
        let token = try await store.makeToken(1, agency: "H32.16")

        let grant = try await store.grant(token.text)

        #expect(grant?.id == token.id)
        #expect(grant?.name == "cổng dữ liệu")
        #expect(grant?.scope == .sync)
        #expect(grant?.agency == AgencyCode("H32.16"))
        #expect(grant?.revokedAt == nil)
      }
    }

    @Test func `a text that differs anywhere from the token opens nothing`() async throws {
      try await withAgencies { store in
        let text = Array(try await store.makeToken(1).text.utf8)
        #expect(try await store.grant(String(decoding: text, as: UTF8.self)) != nil)

        for position in text.indices {
          var other = text
          other[position] = other[position] == UInt8(ascii: "x") ? UInt8(ascii: "y") : 0x78
          #expect(try await store.grant(String(decoding: other, as: UTF8.self)) == nil)
        }
        #expect(try await store.grant(String(decoding: text.dropLast(), as: UTF8.self)) == nil)
        #expect(try await store.grant("") == nil)
        #expect(try await store.grant("mc_\(TestStore.token(1).id)_") == nil)
      }
    }

    @Test func `a token is good to the end of its last day in Vietnam and no longer`() async throws
    {
      try await withAgencies { store in
        let token = try await store.makeToken(1, expires: "2026-11-30")
        let grant = { (text: String) async throws -> Bool in
          let instant = try #require(Instant(iso: text))
          return try await store.tokens.grant(
            of: token.text, at: instant, deadline: .seconds(5)) != nil
        }

        #expect(try await grant("2026-11-30T16:59:59Z"))
        #expect(try await !grant("2026-11-30T17:00:00Z"))
      }
    }

    @Test func `a revoked token is refused at once, its digest is gone and it stays in the list`()
      async throws
    {
      try await withAgencies { store in
        let token = try await store.makeToken(1)
        #expect(try await store.grant(token.text) != nil)

        let outcome = try await store.tokens.revoke(token.id, TestStore.person)

        #expect(outcome.run != nil)
        #expect(try await store.grant(token.text) == nil)
        #expect(try await store.texts("SELECT count(*)::text FROM token_secret") == ["0"])
        #expect(try await store.tokens.list().map { $0.revokedAt != nil } == [true])
        let again = try await store.tokens.revoke(token.id, TestStore.person)
        #expect(again.run == nil)
      }
    }

    @Test func `a token is closed at once while a run is at work, and entered when asked again`()
      async throws
    {
      try await withAgencies { store in
        let token = try await store.makeToken(1)
        try await withPool(store.pool.configuration) { other in
          try await other.withTransaction { connection in
            try await connection.execute(RunLedger.lock(authority: store.authority.id))

            let refusal = await #expect(throws: StoreError.self) {
              try await store.tokens.revoke(token.id, TestStore.person)
            }

            #expect(refusal?.kind == .busy)
            #expect(refusal?.description.contains("its access has ended") == true)
          }
        }
        #expect(try await store.grant(token.text) == nil)
        #expect(try await store.tokens.list().map(\.isClosed) == [true])
        #expect(try await store.tokens.list().map { $0.revokedAt == nil } == [true])

        let again = try await store.tokens.revoke(token.id, TestStore.person)

        #expect(again.run != nil)
        #expect(try await store.tokens.list().map { $0.revokedAt != nil } == [true])
        #expect(try await store.verify().findings.isEmpty)
      }
    }

    @Test func `a token that was revoked or has expired is not good for work that waited`()
      async throws
    {
      try await withAgencies { store in
        let token = try await store.makeToken(1, expires: "2026-11-30")
        let isGood = { (day: String) async throws -> Bool in
          try await store.tokens.isGood(token.id, at: TestStore.noon(day), deadline: .seconds(5))
        }
        #expect(try await isGood("2026-11-30"))
        #expect(try await !isGood("2026-12-01"))

        _ = try await store.tokens.revoke(token.id, TestStore.person)

        #expect(try await !isGood("2026-11-30"))
      }
    }

    @Test func `neither the secret nor its digest stands in what is kept of a run`() async throws {
      try await withAgencies { store in
        let token = try await store.makeToken(1)
        let secret = try #require(token.text.split(separator: "_", maxSplits: 2).last)

        let kept = try await store.texts(
          """
          SELECT convert_from(string_agg(bytes, ''::bytea), 'UTF8')
          FROM kept_part
          """)

        let digest = Hexadecimal.text(token.digest)
        #expect(kept.contains { $0.contains("create_token") })
        #expect(!kept.contains { $0.contains(secret) || $0.contains(digest) })
        let known = try await store.texts("SELECT run::text FROM run")
        #expect(!known.contains { $0.contains(secret) || $0.contains(digest) })
      }
    }

    @Test func `tokens are audited: a row that no run wrote is found`() async throws {
      try await withAgencies { store in
        try await store.makeToken(1)
        #expect(try await store.verify().findings.isEmpty)

        try await store.write(
          """
          INSERT INTO token (
            authority_id, token_id, name, scope, expires_on, known_from, run_id)
          SELECT authority_id, 'aaaaaaaaaa', 'x', 'admin', '2030-01-01', now(), run_id
          FROM token
          """)

        #expect(try await !store.verify().findings.isEmpty)
      }
    }

    @Test func `doing all runs again makes the same tokens, which nobody can use`() async throws {
      try await withAgencies { store in
        try await store.makeToken(1)
        let other = try await store.makeToken(2, name: "khác", scope: .admin)
        let outcome = try await store.tokens.revoke(other.id, TestStore.person)

        let report = try await store.replay(upTo: outcome.run)

        #expect(report.isEqual)
        #expect(report.firstDifference == nil)
      }
    }

    @Test func `a grant of more than a token can have is refused`() async throws {
      try await withAgencies { store in
        try await store.makeToken(1)
        await #expect(throws: StoreError(.badRequest, "")) {
          try await store.makeToken(2)
        }
        await #expect(throws: StoreError(.badRequest, "")) {
          try await store.makeToken(3, name: "a", agency: "H32.99")
        }
        await #expect(throws: StoreError(.badRequest, "")) {
          try await store.makeToken(4, name: "b", scope: .admin, agency: "H32.16")
        }
        await #expect(throws: StoreError(.badRequest, "")) {
          try await store.makeToken(5, name: "c", expires: "2020-01-01")
        }
        await #expect(throws: StoreError(.badRequest, "")) {
          try await store.makeToken(6, name: "d", expires: "2046-01-01")
        }
        await #expect(throws: StoreError(.badRequest, "")) {
          try await store.makeToken(7, name: "")
        }
        await #expect(throws: StoreError(.badRequest, "")) {
          try await store.tokens.revoke("aaaaaaaaaa", TestStore.person)
        }
        #expect(try await store.tokens.list().count == 1)
      }
    }
  }

  /// The text form of tokens.
  @Suite struct AccessTokenTests {
    @Test(arguments: UInt8.min...UInt8.max)
    func `reading the text of a token gives the token`(seed: UInt8) throws {
      let token = TestStore.token(seed)

      let read = try #require(AccessToken(token.text))

      #expect(read.id == token.id)
      #expect(read.digest == token.digest)
      #expect(token.text.utf8.count == 57)
      #expect(!"\(token)".contains(token.text.suffix(43)))
    }

    @Test func `what is no token is not read`() {
      let text = TestStore.token(1).text
      for wrong in [
        "", "mc_", "Mc" + text.dropFirst(2), text + "A", " " + text,
        text.replacing("mc_", with: "mc-"),
        String(repeating: "a", count: 10_000),
      ] {
        #expect(AccessToken(wrong) == nil)
      }
      // The last letter holds two bits that no byte has: 41 and 3 of them are other texts.
      #expect(AccessToken(String(text.dropLast()) + "B") == nil)
      #expect(AccessToken(random: [1, 2, 3]) == nil)
    }
  }
}

extension TestStore {
  /// Writes past the program.
  func write(_ statement: Statement) async throws {
    try await pool.withConnection { connection in _ = try await connection.execute(statement) }
  }
}
