import Fetch
import Intake
import Logging

/// A source that is open for reading, however it came.
struct OpenedSource {
  let file: SourceFile
  /// Keeps the temporary file of a fetched source while it is read.
  private let fetched: Fetched?

  /// Opens a path, standard input (`-`), or an HTTP or HTTPS address; `profile` describes how a
  /// source is fetched that needs more than a plain GET.
  static func open(
    _ text: String, fetchProfile: String?, settings: Settings
  ) async throws -> OpenedSource {
    if text == "-" {
      guard fetchProfile == nil else { throw misplaced(text) }
      let file = try StandardInput.source(temporaryDirectory: settings.temporaryDirectory)
      return OpenedSource(file: file, fetched: nil)
    }
    guard isAddress(text) else {
      guard fetchProfile == nil else { throw misplaced(text) }
      return OpenedSource(file: try SourceFile(path: text), fetched: nil)
    }
    let request: FetchRequest
    if let fetchProfile {
      request = try FetchRequest(
        json: try ProfileFile.bytes(fetchProfile), file: fetchProfile, url: text)
    } else {
      request = try FetchRequest(url: text)
    }
    let fetcher = Fetcher(
      logger: Log.logger("motcua.fetch"), directory: settings.temporaryDirectory,
      clock: ContinuousClock(),
      random: { UInt64.random(in: .min ... .max) }, environment: settings.variable)
    let fetched = try await fetcher.fetch(request)
    let file = try SourceFile(path: fetched.path, name: fetched.name)
    return OpenedSource(file: file, fetched: fetched)
  }

  private static func isAddress(_ text: String) -> Bool {
    let start = text.prefix(8).lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://")
  }

  private static func misplaced(_ text: String) -> UsageError {
    UsageError(
      description:
        "--fetch describes how an HTTP source is fetched, and \(text) is none; leave it out"
    )
  }
}

/// A small JSON file that an option names.
enum ProfileFile {
  /// Its bytes; a file over 1 MiB is no profile.
  static func bytes(_ path: String) throws -> [UInt8] {
    let file = try SourceFile(path: path)
    let bytes = try file.bytes(at: 0, count: 1 << 20)
    guard bytes.count < 1 << 20 else {
      throw UsageError(description: "read the profile \(path): it is over 1 MiB; give another file")
    }
    return bytes
  }
}
