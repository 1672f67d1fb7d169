/// What moved a figure between two dates. Causes are taken one after the other in this order, so
/// that a row for which several things changed counts for the first of them that decides.
public enum ChangeCause: String, Sendable, Hashable, CaseIterable {
  /// The start was recorded otherwise at the time: what became known of it since.
  case corrected
  /// Offerings that are not in force any more.
  case left
  /// Another place in the tree of agencies, another tier, another field; agencies that took the
  /// place of others.
  case agencyMoved = "agency_moved"
  /// Offerings that came into force.
  case entered
  /// Eligible to be offered online, or for full online service.
  case eligibilityChanged = "eligibility_changed"
  /// Fee, or eligibility for online payment.
  case feeChanged = "fee_changed"
  /// Online payment put into operation, or taken out of it.
  case paymentChanged = "payment_changed"
  /// Means of access.
  case meansChanged = "means_changed"
  /// A higher level than before.
  case upgraded
  /// A lower level than before.
  case downgraded
  /// A level that was not known before.
  case levelLearned = "level_learned"
  /// A level that is not known any more.
  case levelLost = "level_lost"
  /// Use by dossiers and payments.
  case used
  /// The register of exclusions.
  case excludedChanged = "excluded_changed"
  /// Another version of the indicator.
  case definitionChanged = "definition_changed"

  /// The cause for people.
  public func label(_ language: Language) -> String {
    switch (self, language) {
    case (.corrected, .vi): "Đính chính số liệu đầu kỳ"
    case (.left, .vi): "Hết hiệu lực"
    case (.agencyMoved, .vi): "Đổi cơ quan, cấp hoặc lĩnh vực"
    case (.entered, .vi): "Mới có hiệu lực"
    case (.eligibilityChanged, .vi): "Đổi điều kiện trực tuyến"
    case (.feeChanged, .vi): "Đổi phí hoặc điều kiện thanh toán"
    case (.paymentChanged, .vi): "Đổi tình trạng thanh toán trực tuyến"
    case (.meansChanged, .vi): "Đổi phương tiện truy cập"
    case (.upgraded, .vi): "Nâng mức độ"
    case (.downgraded, .vi): "Hạ mức độ"
    case (.levelLearned, .vi): "Đã rõ mức độ"
    case (.levelLost, .vi): "Không còn rõ mức độ"
    case (.used, .vi): "Phát sinh hồ sơ, thanh toán"
    case (.excludedChanged, .vi): "Đổi danh mục loại trừ"
    case (.definitionChanged, .vi): "Đổi định nghĩa chỉ tiêu"
    case (.corrected, .en): "Start corrected since"
    case (.left, .en): "No longer in force"
    case (.agencyMoved, .en): "Agency, tier or field changed"
    case (.entered, .en): "Came into force"
    case (.eligibilityChanged, .en): "Eligibility changed"
    case (.feeChanged, .en): "Fee or payment eligibility changed"
    case (.paymentChanged, .en): "Online payment changed"
    case (.meansChanged, .en): "Means of access changed"
    case (.upgraded, .en): "Upgraded"
    case (.downgraded, .en): "Downgraded"
    case (.levelLearned, .en): "Level became known"
    case (.levelLost, .en): "Level no longer known"
    case (.used, .en): "Use by dossiers and payments"
    case (.excludedChanged, .en): "Exclusions changed"
    case (.definitionChanged, .en): "Definition changed"
    }
  }
}
