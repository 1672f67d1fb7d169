import Postgres
import Testing

@Suite struct PostgresConfigurationTests {
  static let url = "postgresql://clerk:s3cret@db.example:6543/motcua?connect_timeout=9"

  @Test func `a URL and key=value pairs say the same`() throws {
    let one = try PostgresConfiguration(url: Self.url)
    let other = try PostgresConfiguration(
      url: "host=db.example port=6543 user=clerk password=s3cret dbname=motcua connect_timeout=9")

    #expect(one == other)
    #expect(one.connectTimeout == .seconds(9))
  }

  @Test func `the password is not printed in any way`() throws {
    let configuration = try PostgresConfiguration(url: Self.url)
    var dumped = ""
    dump(configuration, to: &dumped)

    let texts = [
      configuration.redacted, "\(configuration)", String(reflecting: configuration), dumped,
      "\([configuration])",
    ]
    #expect(texts.allSatisfy { !$0.contains("s3cret") })
    #expect(configuration.redacted == "clerk@db.example:6543/motcua")
  }

  @Test(arguments: [
    "postgresql://clerk:s3cret@db.example:port/motcua%zz", "host=db s3cret", "mysql://s3cret",
    "host=x connect_timeout=s3cret", "password='s3cret",
  ])
  func `a wrong URL is refused without repeating it`(_ url: String) {
    let error = #expect(throws: PostgresError.self) { try PostgresConfiguration(url: url) }

    #expect(error == PostgresError(kind: .configuration))
    #expect(error?.description.contains("s3cret") == false)
  }

  @Test func `another database keeps server and user`() throws {
    let configuration = try PostgresConfiguration(url: Self.url).database("other")

    #expect(configuration.redacted == "clerk@db.example:6543/other")
  }

  @Test func `defaults are motcua and five seconds`() throws {
    let configuration = try PostgresConfiguration(url: "host=/run/postgresql")

    #expect(configuration.applicationName == "motcua")
    #expect(configuration.connectTimeout == .seconds(5))
  }

  @Test func `the application name of the URL wins`() throws {
    let configuration = try PostgresConfiguration(url: "host=/tmp application_name=nightly")

    #expect(configuration.applicationName == "nightly")
  }
}

extension LiveTests {
  @Suite struct SessionSettingsTests {
    @Test func `a session begins with the settings that the module relies on`() async throws {
      let settings = try await withConnection { connection in
        try await connection.query(
          """
          SELECT setting FROM pg_settings
          WHERE name IN ('application_name', 'client_encoding', 'DateStyle', 'TimeZone')
          ORDER BY lower(name)
          """
        ) { try $0.string(0) }
      }

      #expect(settings == ["motcua", "UTF8", "ISO, MDY", "UTC"])
    }
  }
}
