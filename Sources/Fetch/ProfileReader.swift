/// Walks over the members of a fetch profile, and knows which ones nobody asked for.
struct ProfileReader {
  let file: String
  /// The way to this object, for errors: empty, or like `paging.`.
  let place: String
  private let members: [String: JSONTree]
  private var unread: Set<String>

  /// Reads a profile from its JSON text.
  init(json: [UInt8], file: String) throws(FetchError) {
    guard let tree = JSONTree(json: json) else {
      throw FetchError(
        .badProfile, source: file, reason: "it is no JSON; check commas, quotes and brackets")
    }
    guard case .object(let members) = tree else {
      throw FetchError(
        .badProfile, source: file, reason: "it must be one JSON object: {\"url\": …}")
    }
    self.init(members, place: "", file: file)
  }

  private init(_ members: [String: JSONTree], place: String, file: String) {
    self.members = members
    self.place = place
    self.file = file
    unread = Set(members.keys)
  }

  /// An error about one member.
  func bad(_ name: String, _ reason: String) -> FetchError {
    FetchError(.badProfile, source: file, reason: "\(place)\(name) \(reason)")
  }

  /// The raw value; `nil` when the member is missing.
  mutating func value(_ name: String) -> JSONTree? {
    unread.remove(name)
    return members[name]
  }

  mutating func text(_ name: String) throws(FetchError) -> String? {
    guard let value = value(name) else { return nil }
    guard case .text(let text) = value, !text.isEmpty else {
      throw bad(name, "must be a text that is not empty")
    }
    return text
  }

  mutating func required(_ name: String, _ meaning: String) throws(FetchError) -> String {
    guard let text = try text(name) else { throw bad(name, "is missing: \(meaning)") }
    return text
  }

  mutating func integer(_ name: String, in range: ClosedRange<Int>) throws(FetchError) -> Int? {
    guard let value = value(name) else { return nil }
    guard let number = value.integer, range.contains(number) else {
      throw bad(
        name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  mutating func flag(_ name: String) throws(FetchError) -> Bool? {
    guard let value = value(name) else { return nil }
    guard case .bool(let flag) = value else { throw bad(name, "must be true or false") }
    return flag
  }

  mutating func path(_ name: String) throws(FetchError) -> JSONPath? {
    guard let value = value(name) else { return nil }
    guard case .text(let text) = value else {
      throw bad(name, "must be a path like data.items, or \"\" for the document itself")
    }
    return JSONPath(text)
  }

  mutating func choice<Choice: RawRepresentable<String>>(
    _ name: String, _ known: [Choice]
  ) throws(FetchError) -> Choice? {
    guard let text = try text(name) else { return nil }
    guard let choice = known.first(where: { $0.rawValue == text }) else {
      let words = known.map(\.rawValue).joined(separator: ", ")
      throw bad(name, "is \"\(text)\"; it must be one of: \(words)")
    }
    return choice
  }

  mutating func object(_ name: String) throws(FetchError) -> ProfileReader? {
    guard let value = value(name) else { return nil }
    guard case .object(let members) = value else { throw bad(name, "must be an object: {…}") }
    return ProfileReader(members, place: "\(place)\(name).", file: file)
  }

  /// A value that may be kept elsewhere; where `isSecret`, it must be.
  mutating func setting(_ name: String, isSecret: Bool) throws(FetchError) -> Setting? {
    guard let value = value(name) else { return nil }
    guard let setting = value.words.map(Setting.plain) ?? Self.reference(value) else {
      throw bad(name, "must be a text, {\"env\": \"NAME\"} or {\"file\": \"PATH\"}")
    }
    if isSecret, case .plain = setting {
      throw bad(
        name,
        "is a secret and must not stand in the profile; write {\"env\": \"NAME\"} for an "
          + "environment variable or {\"file\": \"PATH\"} for a file that only you can read")
    }
    return setting
  }

  /// All members as headers or query parameters, in the order of their names.
  mutating func fields() throws(FetchError) -> [FetchRequest.Field] {
    var fields: [FetchRequest.Field] = []
    for name in members.keys.sorted() {
      guard let value = try setting(name, isSecret: SourceAddress.isSecretName(name)) else {
        continue
      }
      fields.append(.init(name: name, value: value))
    }
    return fields
  }

  /// Refuses members that nobody asked for: a misspelled name must not be passed over.
  func finish() throws(FetchError) {
    guard let name = unread.sorted().first else { return }
    throw bad(name, "is not known here; check its spelling")
  }

  /// `{"env": NAME}` or `{"file": PATH}`, wherever it stands.
  static func reference(_ tree: JSONTree) -> Setting? {
    guard case .object(let members) = tree, members.count == 1, let member = members.first,
      case .text(let text) = member.value, !text.isEmpty
    else { return nil }
    switch member.key {
    case "env": return .environment(text)
    case "file": return .file(text)
    default: return nil
    }
  }
}
