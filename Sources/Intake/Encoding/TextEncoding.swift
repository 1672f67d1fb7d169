/// The encodings of text that Vietnamese offices still send.
enum TextEncoding: String, Sendable, CaseIterable {
  case utf8, utf16le, utf16be, windows1258, tcvn3, vni

  /// The name by which people know it.
  var label: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16le: "UTF-16 LE"
    case .utf16be: "UTF-16 BE"
    case .windows1258: "windows-1258"
    case .tcvn3: "TCVN3 (ABC)"
    case .vni: "VNI-Windows"
    }
  }
}
