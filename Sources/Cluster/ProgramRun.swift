internal import Subprocess
internal import SystemPackage

/// One run of a program to its end.
struct ProgramRun: Sendable {
  let succeeded: Bool
  /// Standard output and standard error as they came.
  let text: String

  /// The last lines of a text that say something, for an error message.
  static func lastLines(of text: String, count: Int = 8) -> String {
    text.split(whereSeparator: \.isNewline).suffix(count).joined(separator: "\n")
  }

  /// Runs a program of `directory` and waits for it.
  ///
  /// Nothing of the caller's environment reaches it: variables such as PGDATA, PGOPTIONS or
  /// LC_MESSAGES would change what the programs do or say.
  static func of(
    _ name: String, in directory: String, _ arguments: [String], as account: ServerAccount?,
    input: ProgramInput = .nothing
  ) async throws(ClusterError) -> ProgramRun {
    let result: ProgramRun
    do {
      switch input {
      case .nothing: result = try await finish(name, directory, arguments, account, .none)
      case .text(let text):
        result = try await finish(name, directory, arguments, account, .string(text))
      case .descriptor(let descriptor):
        result = try await finish(
          name, directory, arguments, account,
          .fileDescriptor(descriptor, closeAfterSpawningProcess: false))
      }
    } catch {
      throw ClusterError(
        Task.isCancelled ? .cancelled : .startFailed,
        "the program \(directory)/\(name) could not be run: \(error)")
    }
    // Cancellation kills the program, which then looks like a failure of its own.
    guard result.succeeded || !Task.isCancelled else {
      throw ClusterError(.cancelled, "running \(name) for the private cluster was cancelled")
    }
    return result
  }

  private static func finish<Input: InputProtocol>(
    _ name: String, _ directory: String, _ arguments: [String], _ account: ServerAccount?,
    _ input: Input
  ) async throws -> ProgramRun {
    let environment = Environment.custom([
      "PATH": directory + ":/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC",
    ])
    let plain = (program: "\(directory)/\(name)", arguments: arguments)
    let command = account?.command(plain.program, arguments) ?? plain
    let result = try await run(
      .path(FilePath(command.program)), arguments: Arguments(command.arguments),
      environment: environment, workingDirectory: FilePath("/"), input: input,
      output: .string(limit: 1 << 20), error: .combinedWithOutput)
    return ProgramRun(succeeded: result.terminationStatus.isSuccess, text: result.standardOutput)
  }
}

/// What a program reads on its standard input.
enum ProgramInput: Sendable {
  case nothing
  case text(String)
  /// A descriptor that stays ours; see ``ClusterLock``.
  case descriptor(FileDescriptor)
}
