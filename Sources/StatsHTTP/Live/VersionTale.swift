/// What one listener is told: first what it missed, then what happens, no version twice.
struct VersionTale {
  private var told: Int64?
  /// What it missed.
  let missed: [VersionFeedMachine.Item]

  /// The tale for who saw no version yet: it hears the newest that is known.
  init(newest: VersionNotice?) {
    missed = newest.map { [.version($0)] } ?? []
    told = newest?.version
  }

  /// The tale for who saw version `after` last. `found` are the versions from that one on, in
  /// rising order, two more than the longest tale at most. Nil where nothing is known that could
  /// be told, though `after` is no version of this database.
  init?(after: Int64, found: [VersionNotice], newest: VersionNotice?) {
    let last = newest ?? found.last
    guard found.first?.version == after else {
      guard let last else { return nil }
      missed = [.reset(last, .unknownVersion)]
      told = last.version
      return
    }
    let later = found.dropFirst()
    guard later.count <= VersionFeedMachine.longestTale, let end = later.last ?? found.last else {
      guard let last else { return nil }
      missed = [.reset(last, .tooManyMissed)]
      told = last.version
      return
    }
    missed = later.map { .version($0) }
    told = end.version
  }

  /// What the listener is told of an item; nil for a version that it heard of already.
  mutating func next(_ item: VersionFeedMachine.Item) -> VersionFeedMachine.Item? {
    switch item {
    case .beat: return item
    case .reset(let notice, _): told = notice.version
    case .version(let notice):
      if let told, notice.version <= told { return nil }
      told = notice.version
    }
    return item
  }
}
