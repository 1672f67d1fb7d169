import Logging
import Synchronization
import Testing

@testable import StatsHTTP

@Suite struct VersionFeedTests {
  /// Versions 0 to `newest`, which can move.
  private final class Book: Sendable {
    private let newest = Mutex<Int64>(0)
    private let failing = Mutex(false)

    func move(to version: Int64, failing isFailing: Bool = false) {
      newest.withLock { $0 = version }
      failing.withLock { $0 = isFailing }
    }

    func versions(after version: Int64, limit: Int) throws -> [VersionNotice] {
      if failing.withLock({ $0 }) { throw Surprise() }
      let newest = newest.withLock { $0 }
      guard version < newest else { return [] }
      return ((version + 1)...newest).prefix(limit).map(VersionNotice.sample)
    }
  }

  private static let logger = Logger(label: "feed") { _ in SwiftLogNoOpLogHandler() }
  private let book = Book()

  private func feed(limit: Int = 8) -> VersionFeed {
    let book = book
    return VersionFeed(limit: limit, logger: Self.logger, pause: { _ in throw Surprise() }) {
      try book.versions(after: $0, limit: $1)
    }
  }

  private func move(_ feed: VersionFeed, to version: Int64) async {
    book.move(to: version)
    feed.note(version)
    await feed.catchUp()
  }

  @Test func `all who listen hear of a version`() async throws {
    let feed = feed()
    await move(feed, to: 3)
    let (one, other) = (try feed.listen(), try feed.listen())

    await move(feed, to: 5)

    for listening in [one, other] {
      #expect(listening.newest == .sample(3))
      var items = listening.items.makeAsyncIterator()
      #expect(await items.next() == .version(.sample(4)))
      #expect(await items.next() == .version(.sample(5)))
    }
  }

  @Test func `a look that failed is made up for at the next note`() async throws {
    let feed = feed()
    await move(feed, to: 1)
    let listening = try feed.listen()
    book.move(to: 2, failing: true)
    feed.note(2)
    await feed.catchUp()

    await move(feed, to: 3)

    var items = listening.items.makeAsyncIterator()
    #expect(await items.next() == .version(.sample(2)))
    #expect(await items.next() == .version(.sample(3)))
  }

  @Test func `who does not read is dropped and makes room`() async throws {
    let feed = feed(limit: 1)
    let listening = try feed.listen()

    for _ in 0...VersionFeed.patience { feed.tell([.beat]) }

    #expect(feed.listeners == 0)
    var heard = 0
    for await _ in listening.items { heard += 1 }
    #expect(heard == VersionFeed.patience)
    #expect(throws: Never.self) { try feed.listen() }
  }

  @Test func `who is forgotten has left`() throws {
    let feed = feed(limit: 1)

    do { _ = try feed.listen() }

    #expect(feed.listeners == 0)
  }

  @Test func `the end of the service ends every stream`() async throws {
    let feed = feed()
    let listening = try feed.listen()
    let running = Task { try await feed.run() }

    running.cancel()
    try await running.value

    for await item in listening.items { Issue.record("\(item) after the end") }
    #expect(throws: VersionFeedMachine.Refusal.closed) { try feed.listen() }
  }

  @Test func `the service looks up what was noted before it began`() async throws {
    let feed = feed()
    book.move(to: 4)
    let listening = try feed.listen()
    feed.note(4)
    let running = Task { try await feed.run() }

    var items = listening.items.makeAsyncIterator()
    let first = await items.next()
    running.cancel()
    try await running.value

    #expect(first == .version(.sample(4)))
  }
}
