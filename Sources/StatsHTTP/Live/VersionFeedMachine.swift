/// What the feed of data versions knows and whom it tells, without I/O.
///
/// The watch only says that the version is another one. The machine says which versions have to be
/// looked up for that, and hands them on, each once and in order.
struct VersionFeedMachine {
  /// What a listener is told.
  enum Item: Sendable, Hashable {
    /// The data moved on to this version.
    case version(VersionNotice)
    /// Versions cannot be told one by one; what was read before has to be read again.
    case reset(VersionNotice, ResetReason)
    /// Nothing happened; the line is alive.
    case beat
  }

  /// Why a listener has to read everything again.
  enum ResetReason: String, Sendable, Hashable {
    /// More versions were missed than are told one by one.
    case tooManyMissed = "too_many_missed"
    /// The version is older than one told before: the database went back.
    case wentBack = "went_back"
    /// The version that the listener names is not one of this database.
    case unknownVersion = "unknown_version"
  }

  /// What has to be looked up.
  enum Question: Hashable {
    /// The versions behind this one.
    case behind(Int64)
    /// This version alone.
    case only(Int64)
  }

  /// Why nobody can be told any more.
  enum Refusal: Error, Hashable {
    /// As many listen as may.
    case full
    /// The service is shutting down.
    case closed
  }

  /// Most versions that are told one by one.
  static let longestTale = 1000

  let limit: Int
  private(set) var newest: VersionNotice?
  private(set) var listeners: Set<Int> = []
  private var wanted: Int64?
  private var nextListener = 0
  private var isClosed = false

  /// A feed that nobody listens to and that knows no version; `limit` may listen at a time.
  init(limit: Int) { self.limit = limit }

  /// The version is this one now. Returns whether there is something to look up.
  mutating func note(_ version: Int64) -> Bool {
    wanted = version
    return question != nil
  }

  /// What has to be looked up now; nil where all is known.
  var question: Question? {
    guard !isClosed, let wanted, wanted != newest?.version else { return nil }
    guard let newest, newest.version < wanted else { return .only(wanted) }
    return .behind(newest.version)
  }

  /// What was found for a question: versions in rising order, one more than the longest tale at
  /// most. Returns what all listeners are told.
  mutating func learned(_ notices: [VersionNotice], for question: Question) -> [Item] {
    switch question {
    case .only(let version):
      guard let notice = notices.first, notice.version == version else { return [] }
      defer { newest = notice }
      return [newest == nil ? .version(notice) : .reset(notice, .wentBack)]
    case .behind(let version):
      guard newest?.version == version else { return [] }
      let later = notices.filter { $0.version > version }
      guard let last = later.last else { return [] }
      newest = last
      // The rest of a longer tale is asked for next.
      guard later.count <= Self.longestTale else { return [.reset(last, .tooManyMissed)] }
      return later.map { .version($0) }
    }
  }

  /// Another one listens. Returns its number and the newest version known: what comes later is
  /// told.
  mutating func listen() throws(Refusal) -> (listener: Int, newest: VersionNotice?) {
    guard !isClosed else { throw .closed }
    guard listeners.count < limit else { throw .full }
    nextListener += 1
    listeners.insert(nextListener)
    return (nextListener, newest)
  }

  /// A listener is gone; nothing happens where it was gone before.
  mutating func leave(_ listener: Int) { listeners.remove(listener) }

  /// Nobody is told any more.
  mutating func close() {
    isClosed = true
    listeners = []
  }
}
