import Crypto

/// A token as its holder keeps it: `mc_<id>_<secret>`, the id for people and the log, the secret of
/// 256 random bits in base64url (RFC 4648 §5) without padding.
///
/// The secret exists in this value only: the store keeps its SHA-256. A plain digest serves here
/// where a password would need a slow one, because 256 random bits cannot be guessed.
public struct AccessToken: Sendable, CustomStringConvertible {
  /// Ten letters and digits that name the token; no secret.
  public let id: String
  private let secret: [UInt8]

  /// How many random bytes a token is made of.
  public static let randomByteCount = 42

  /// A new token of ``randomByteCount`` bytes from a source that cannot be foretold; nil for
  /// another number of bytes.
  public init?(random bytes: [UInt8]) {
    guard bytes.count == Self.randomByteCount else { return nil }
    secret = Array(bytes.prefix(32))
    id = String(decoding: bytes.suffix(10).map { Self.idLetters[Int($0 & 31)] }, as: UTF8.self)
  }

  /// Reads the text form; nil for what is none.
  public init?(_ text: String) {
    // A text far beyond the form is not taken apart.
    guard text.utf8.count <= 100 else { return nil }
    let parts = text.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "mc", Self.isID(parts[1]),
      let secret = Self.secret(parts[2])
    else { return nil }
    id = String(parts[1])
    self.secret = secret
  }

  /// The text form: the secret itself. To be shown once, to the person who asked for the token.
  public var text: String { "mc_\(id)_\(Self.base64URL(secret))" }

  /// The token without its secret.
  public var description: String { "mc_\(id)_…" }

  /// SHA-256 of the secret: what the store keeps.
  var digest: [UInt8] { Array(SHA256.hash(data: secret)) }

  /// Whether a kept digest is that of this secret. Takes the same time wherever the two differ, so
  /// that nobody learns a digest byte by byte.
  func matches(_ kept: [UInt8]) -> Bool {
    let mine = digest
    guard kept.count == mine.count else { return false }
    var difference: UInt8 = 0
    for (left, right) in zip(mine, kept) { difference |= left ^ right }
    return difference == 0
  }

  /// Whether a text can be the id of a token.
  static func isID(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 10 && text.utf8.allSatisfy(idLetters.contains)
  }

  // Without letters that people take for digits; 32 of them, so that five bits choose one.
  private static let idLetters = Array("abcdefghijkmnpqrstuvwxyz23456789".utf8)
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  private static func base64URL(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        result.append(letters[Int(buffer >> bits & 63)])
      }
    }
    if bits > 0 { result.append(letters[Int(buffer << (6 - bits) & 63)]) }
    return String(decoding: result, as: UTF8.self)
  }

  /// 32 bytes; nil where the text is longer, shorter, or not the one text of its bytes.
  private static func secret(_ text: Substring) -> [UInt8]? {
    guard text.utf8.count == 43 else { return nil }
    var result: [UInt8] = []
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    for letter in text.utf8 {
      guard let value = letters.firstIndex(of: letter) else { return nil }
      buffer = buffer << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        result.append(UInt8(truncatingIfNeeded: buffer >> bits))
      }
    }
    guard buffer & (1 << bits - 1) == 0 else { return nil }
    return result
  }
}
