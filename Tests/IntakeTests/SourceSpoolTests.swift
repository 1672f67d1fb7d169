import Foundation
import Testing

@testable import Intake

/// Bytes that come in parts, given as a source.
@Suite struct SourceSpoolTests {
  @Test(arguments: [0, 1, SourceSpool.memoryLimit, SourceSpool.memoryLimit + 1])
  func `what was gathered in parts is read as one`(_ size: Int) throws {
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var spool = SourceSpool(name: "x", directory: FileManager.default.temporaryDirectory.path)

    for start in stride(from: 0, to: size, by: 1 << 20) {
      try spool.append(Array(bytes[start..<min(size, start + 1 << 20)]))
    }

    let file = spool.file
    let read = try file.bytes(at: 0, count: size + 1)
    #expect(file.name == "x")
    #expect(read == bytes)
    #expect(try file.digest() == SourceFile(name: "y", contents: bytes).digest())
  }

  @Test func `the temporary file has no name`() throws {
    let directory = FileManager.default.temporaryDirectory.path + "/spool-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    var spool = SourceSpool(name: "x", directory: directory)

    try spool.append([UInt8](repeating: 7, count: SourceSpool.memoryLimit + 1))

    #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == [])
    #expect(try spool.file.digest().size == Int64(SourceSpool.memoryLimit + 1))
  }

  @Test func `a directory that is not there is named`() {
    var spool = SourceSpool(name: "x", directory: "/nowhere")

    let error = #expect(throws: IntakeError.self) {
      try spool.append([UInt8](repeating: 7, count: SourceSpool.memoryLimit + 1))
    }

    #expect(error?.description.contains("/nowhere") == true)
  }
}
