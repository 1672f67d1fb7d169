/// The means by which a service is offered (phương tiện truy cập): a set of short lower-case
/// words such as `web`, `mobile`, `kiosk`.
public struct AccessMeans: Hashable, Sendable {
  /// The words, sorted and without repeats.
  public let words: [String]

  /// A set of means; order and repeats do not matter. The empty set says "by no means online".
  public init(_ words: some Sequence<String>) {
    self.words = Set(words).sorted()
  }

  /// Whether the set holds two means or more, one of them `mobile`: the plan's clause I.2.c.
  public var includesMobileAmongSeveral: Bool {
    words.count >= 2 && words.contains("mobile")
  }

  /// Both sets together.
  public func union(_ other: AccessMeans) -> AccessMeans {
    AccessMeans(words + other.words)
  }
}
