/// A definition that a script relies on, written `ID@VERSION`: a figure counted by another one is
/// refused, never answered.
public struct DefinitionPin: Sendable, Hashable, CustomStringConvertible {
  /// Id of the indicator.
  public let indicator: String
  /// Version of its meaning, from 1.
  public let version: Int

  /// Reads `level4_of_all@1`; nil where the text is no id, `@` and a version without leading zeros.
  /// Whether there is such a definition, ``check(_:)`` says.
  public init?(_ text: String) {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, Self.isID(parts[0]), let version = Int(parts[1]), version >= 1,
      String(version) == parts[1]
    else { return nil }
    indicator = String(parts[0])
    self.version = version
  }

  /// The text that is read back.
  public var description: String { "\(indicator)@\(version)" }

  /// Returns where figures of the asked indicator are counted by this definition.
  ///
  /// Throws `unknown_value` where the pin names another indicator than the one asked for, and
  /// `definition_gone` where no definition of that id, or another version of it, counts now.
  public func check(_ asked: String) throws(IndicatorError) {
    guard let indicator = Indicator.all.first(where: { $0.id == self.indicator }) else {
      throw IndicatorError(
        .definitionGone,
        "there is no definition \(self) any more; leave the definition out to see which there are",
        vi: "không còn định nghĩa \(self); hãy bỏ tham số definition để xem có định nghĩa nào")
    }
    guard asked == self.indicator else {
      throw IndicatorError(
        .unknownValue,
        "the definition \(self) is not one of \(asked.excerpt); write \(asked.excerpt)@VERSION",
        vi: "định nghĩa \(self) không phải của \(asked.excerpt); "
          + "hãy viết \(asked.excerpt)@PHIÊN_BẢN")
    }
    guard version == indicator.version else {
      throw IndicatorError(
        .definitionGone,
        "figures of \(self.indicator) are counted by version \(indicator.version), not by "
          + "\(version); look at what changed, then ask for \(indicator.id)@\(indicator.version)",
        vi: "\(self.indicator) được tính theo phiên bản \(indicator.version), không theo "
          + "\(version); hãy xem điều đã đổi rồi hỏi \(indicator.id)@\(indicator.version)")
    }
  }

  private static func isID(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.count <= 80
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
      }
  }
}
