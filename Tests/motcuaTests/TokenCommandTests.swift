import Testing

/// Access tokens on the command line.
@Suite struct TokenCommandTests {
  @Test func `a token is printed once, alone on stdout, and never again`() async throws {
    try await CommandHome.with { home in
      try await home.syncAgencies()

      let made = try await home.motcua(
        "token", "create", "--name", "portal", "--scope", "sync", "--agency", "H32.16")
      let text = made.output.split(separator: "\n").map(String.init)
      let list = try await home.motcua("token", "list", "--output", "csv")
      let runs = try await home.motcua("runs", "list", "--output", "json")

      #expect(made.code == 0, "\(made.errors)")
      #expect(text.count == 1)
      let token = try #require(text.first)
      #expect(token.hasPrefix("mc_") && token.count == 57)
      let secret = token.suffix(43)
      #expect(made.errors.contains("shown only once"))
      #expect(!made.errors.contains(secret))
      #expect(list.output.contains("portal,sync,H32.16"))
      #expect(!list.output.contains(secret))
      #expect(!runs.output.contains(secret))
    }
  }

  @Test func `a revoked token is listed as such, and the audit holds`() async throws {
    try await CommandHome.with { home in
      try await home.syncAgencies()
      let made = try await home.motcua("token", "create", "--name", "portal", "--scope", "admin")
      let id = String(made.output.dropFirst(3).prefix(10))

      let revoked = try await home.motcua("token", "revoke", id)
      let list = try await home.motcua("token", "list", "--output", "csv")
      let audit = try await home.motcua("audit", "verify")

      #expect(revoked.code == 0, "\(revoked.errors)")
      #expect(list.output.contains("revoked"))
      #expect(audit.code == 0, "\(audit.errors)")
    }
  }

  @Test(arguments: [
    ["--scope", "all"], ["--scope", "sync", "--days", "0"],
    ["--scope", "sync", "--expires", "2020-01-01"], ["--scope", "sync", "--agency", "H32.99"],
    ["--scope", "admin", "--agency", "H32.16"],
    ["--scope", "sync", "--days", "3", "--expires", "2099-01-01"],
  ])
  func `a token that cannot be made is wrong usage`(options: [String]) async throws {
    try await CommandHome.with { home in
      try await home.syncAgencies()

      let made = try await home.motcua(["token", "create", "--name", "a"] + options)

      #expect(made.code == 64)
      #expect(made.output.isEmpty)
    }
  }
}
