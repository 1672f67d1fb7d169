import FoundationEssentials
import Testing

/// What the command makes of its configuration file.
@Suite struct `The configuration file` {
  /// Runs the service with a file that makes it refuse to start, and returns what it says.
  private func serve(_ text: String) async throws -> CommandRun {
    var result: CommandRun?
    try await CommandHome.with { home in
      let directory = home.base + "/.config/motcua"
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(filePath: directory + "/config.json"))
      result = try await home.motcua("serve")
    }
    return try #require(result)
  }

  @Test(
    .timeLimit(.minutes(10)),
    arguments: [
      (#"{"http": {"port": 99999}}"#, "setting http.port is 99999"),
      (#"{"http.port": "99999"}"#, "setting http.port is 99999"),
      (#"{"http": {"port": 0.5}}"#, "setting http.port is 0.5"),
      (#"{"http": {"prot": 9000}}"#, "sets http.prot, which is no setting"),
      (#"{"http": {"port": null}}"#, "sets http.port to nothing"),
      (#"{"http": {"port": {"a": 1}}}"#, "sets http.port.a, which is no setting"),
      (#"{"http": {"port": 99999}, "http.port": 9000}"#, "sets http.port twice"),
      (#"{"http": [1, [2]]}"#, "is no JSON"),
      (#"{"authority": "H32""#, "is no JSON"),
      ("[]", "is no object"), ("", "is no JSON"),
    ])
  func `numbers count as text does, and what is no setting is refused`(
    text: String, sentence: String
  ) async throws {
    let run = try await serve(text)

    #expect(run.code == 64)
    #expect(run.errors.contains(sentence), "\(run.errors)")
  }
}
