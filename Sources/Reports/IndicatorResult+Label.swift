internal import Indicators
internal import Procedures

extension IndicatorResult {
  /// The group's name for people. Agencies, fields and procedures have one name; tiers, levels and
  /// the group of what no source says are named in the language.
  func label(of group: IndicatorGroup, language: Language) -> String {
    switch by {
    case .level: LevelKey(rawValue: group.key)?.label(language) ?? group.label
    case .tier:
      Tier(rawValue: group.key)?.label(language)
        ?? (isUnsaid(group, in: language) ? "No tier recorded" : group.label)
    case .field: isUnsaid(group, in: language) ? "No field recorded" : group.label
    case .channel: ChannelKey(key: group.key)?.label(language) ?? group.label
    case .agency, .month, .procedure, .quarter, .year, nil: group.label
    }
  }

  /// Whether the group is that of what no source says and its Vietnamese label does not serve.
  private func isUnsaid(_ group: IndicatorGroup, in language: Language) -> Bool {
    group.key == Dimension.unknownKey && language == .en
  }
}
