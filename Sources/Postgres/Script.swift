/// Several statements in one text, such as a migration file.
///
/// The only way to run text that is no literal of the program. It is SPI so that only the migrator
/// and tests can see it.
@_spi(Scripts) public struct Script: Sendable {
  let text: String

  /// The statements, separated by semicolons.
  public init(_ text: String) { self.text = text }
}
