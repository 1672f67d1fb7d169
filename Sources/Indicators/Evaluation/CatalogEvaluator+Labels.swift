import Procedures

extension CatalogEvaluator {
  /// The name for people of a group's key: an agency's, a field's, a procedure's name, or the
  /// name of a tier or level; the key itself where the catalog has no name for it.
  ///
  /// Looking up a procedure costs a search through the procedures.
  public func label(of dimension: Dimension, key: String, language: Language) -> String {
    let position: Int? =
      switch dimension {
      case .agency: AgencyCode(key).flatMap { snapshot.agencies.position(of: $0) }
      case .procedure: snapshot.procedures.firstIndex { $0.code.text == key }
      case .channel, .field, .level, .month, .quarter, .tier, .year: nil
      }
    return label(of: dimension, key: key, position: position, language: language)
  }

  /// The same where the position of the agency or procedure is at hand.
  func label(of dimension: Dimension, key: String, position: Int?, language: Language) -> String {
    snapshot.label(of: dimension, key: key, position: position, language: language)
  }
}

extension CatalogSnapshot {
  /// The name of a group whose agency or procedure stands at a position.
  func label(of dimension: Dimension, key: String, position: Int?, language: Language) -> String {
    let name: String? =
      switch dimension {
      case .agency: position.map { agencies.nodes[$0].name }
      case .procedure: position.map { procedures[$0].name }
      case .level: LevelKey(rawValue: key)?.label(language)
      case .channel: ChannelKey(key: key)?.label(language)
      case .tier:
        Tier(rawValue: key)?.label(language)
          ?? (key == Dimension.unknownKey ? language.noTier : nil)
      case .field: key == Dimension.unknownKey ? language.noField : key
      case .month, .quarter, .year: key
      }
    return name.flatMap { $0.isEmpty ? nil : $0 } ?? key
  }
}

extension Language {
  fileprivate var noTier: String { self == .vi ? "Chưa rõ cấp" : "No tier recorded" }
  fileprivate var noField: String { self == .vi ? "Chưa rõ lĩnh vực" : "No field recorded" }
}
