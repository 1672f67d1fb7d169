internal import HTTPTypes
internal import Hummingbird

/// The parameters of a request in the form `application/x-www-form-urlencoded`: `a=1&b=c+d`.
enum QueryString {
  /// Longer queries are refused.
  static let longest = 8 * 1024

  /// The query of a request as it was sent, still encoded; empty without one. A `#` does not end
  /// it, as a fragment is never sent: what stands behind one must not be dropped silently.
  static func text(of request: Request) -> String {
    guard let target = request.head.path, let mark = target.utf8.firstIndex(of: 0x3F) else {
      return ""
    }
    return String(target[target.utf8.index(after: mark)...])
  }

  /// Names and values in order, decoded; empty parts between two `&` are left out. A part without
  /// `=` is a name with an empty value.
  ///
  /// Throws `query_too_long`, and `bad_encoding` for a `%` without two hexadecimal digits, for
  /// characters that must be encoded, and for bytes that are not UTF-8.
  static func parameters(
    of query: String
  ) throws(Problem) -> [(name: String, value: String)] {
    guard query.utf8.count <= longest else {
      throw Problem(
        .queryTooLong,
        Wording(
          vi: "phần truy vấn có \(query.utf8.count) byte; tối đa đọc \(longest)",
          en: "the query has \(query.utf8.count) bytes; at most \(longest) are read"))
    }
    var result: [(name: String, value: String)] = []
    for part in query.utf8.split(separator: UInt8(ascii: "&")) {
      let equals = part.firstIndex(of: UInt8(ascii: "="))
      let name = part[..<(equals ?? part.endIndex)]
      let value = equals.map { part[part.index(after: $0)...] } ?? part[part.endIndex...]
      result.append(
        (try decoded(name, plusIsBlank: true), try decoded(value, plusIsBlank: true)))
    }
    return result
  }

  /// Takes the percent encoding off; in a query a plus is a blank, in a path it is itself.
  static func decoded(
    _ text: some Collection<UInt8>, plusIsBlank: Bool
  ) throws(Problem) -> String {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(hexadecimal),
          let low = rest.popFirst().flatMap(hexadecimal)
        else {
          throw Problem(
            .badEncoding,
            Wording(
              vi: "một dấu % trong địa chỉ không có hai chữ số hệ 16 theo sau; hãy viết %25",
              en: "a % in the address has no two hexadecimal digits behind it; write it %25"))
        }
        bytes.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsBlank: bytes.append(UInt8(ascii: " "))
      case 0x21...0x7E where byte != UInt8(ascii: "#"): bytes.append(byte)
      default:
        throw Problem(
          .badEncoding,
          Wording(
            vi: "địa chỉ có ký tự phải mã hóa bằng %: #, dấu cách hoặc ký tự ngoài ASCII",
            en: "the address has a character that must be percent-encoded: a #, a blank, or one "
              + "outside ASCII"))
      }
    }
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw Problem(
        .badEncoding,
        Wording(
          vi: "các byte mã hóa bằng % trong địa chỉ không phải UTF-8",
          en: "the percent-encoded bytes of the address are not UTF-8"))
    }
    return string
  }

  /// Puts the percent encoding on everything but letters, digits, `-`, `.`, `_` and `~`.
  static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += (byte < 0x10 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
