internal import CLibPQ

/// libpq's own reading of a connection string, so that every form it knows is known here.
enum ConnectionSettings {
  /// The settings that the text gives; nil where libpq does not understand it. libpq's reason is
  /// dropped on purpose: it quotes the text, which may hold a password.
  static func parse(_ text: String) -> [String: String]? {
    var reason: UnsafeMutablePointer<CChar>?
    let options = unsafe PQconninfoParse(text, &reason)
    if let reason = unsafe reason { unsafe PQfreemem(reason) }
    guard let options = unsafe options else { return nil }
    defer { unsafe PQconninfoFree(options) }
    var settings: [String: String] = [:]
    var option = unsafe options
    while let keyword = unsafe option.pointee.keyword {
      if let value = unsafe option.pointee.val {
        unsafe settings[String(cString: keyword)] = unsafe String(cString: value)
      }
      unsafe option += 1
    }
    return settings
  }
}
