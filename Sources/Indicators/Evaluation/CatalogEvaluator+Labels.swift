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
      case .field, .level, .tier: nil
      }
    return label(of: dimension, key: key, position: position, language: language)
  }

  /// The same where the position of the agency or procedure is at hand.
  func label(of dimension: Dimension, key: String, position: Int?, language: Language) -> String {
    let name: String? =
      switch dimension {
      case .agency: position.map { snapshot.agencies.nodes[$0].name }
      case .procedure: position.map { snapshot.procedures[$0].name }
      case .level: LevelKey(rawValue: key)?.label(language)
      case .tier:
        Tier(rawValue: key)?.label(language)
          ?? (key == Dimension.unknownKey ? language.noTier : nil)
      case .field: key == Dimension.unknownKey ? language.noField : key
      }
    return name.flatMap { $0.isEmpty ? nil : $0 } ?? key
  }
}

extension Language {
  fileprivate var noTier: String { self == .vi ? "Chưa rõ cấp" : "No tier recorded" }
  fileprivate var noField: String { self == .vi ? "Chưa rõ lĩnh vực" : "No field recorded" }
}
