public import Procedures

/// Something odd in a source that holds no row: rows disagree, or attributes contradict.
public struct IntakeWarning: Hashable, Sendable {
  /// The kinds of warnings; the raw values are stable codes.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Rows of one procedure give different names, fields, tiers or types.
    case disagreement
    /// No fee, yet eligible or enabled for online payment.
    case payableWithoutFee = "payable_without_fee"
    /// Not eligible to be online, yet eligible for full service.
    case fullWithoutEligible = "full_without_eligible"
    /// Not eligible for online payment, yet in operation.
    case enabledWithoutEligible = "enabled_without_eligible"
    /// A dossier that owes no fee, yet was paid.
    case paidWithoutFee = "paid_without_fee"
    /// A dossier that was not paid, yet was paid online.
    case onlineWithoutPaid = "online_without_paid"
  }

  /// What is odd.
  public let kind: Kind
  /// The procedure, for a disagreement.
  public let code: ProcedureCode?
  /// Canonical name of the column, for a disagreement.
  public let column: String?
  /// What was chosen and the strongest text against it, for a disagreement.
  public let values: [String]
  /// The first row, for contradictory attributes.
  public let row: Int?
  /// How many rows are concerned; rows with another value than the chosen one for a disagreement.
  public let count: Int

  /// One sentence in Vietnamese.
  public var textVi: String {
    switch kind {
    case .disagreement:
      "\(place): các dòng ghi khác nhau; chọn \(quoted(0)), \(count) dòng ghi khác, ví dụ \(quoted(1))."
    case .payableWithoutFee:
      "\(count) dòng (đầu tiên: \(place)) không có phí, lệ phí nhưng có thanh toán trực tuyến."
    case .fullWithoutEligible:
      "\(count) dòng (đầu tiên: \(place)) không đủ điều kiện trực tuyến nhưng đủ điều kiện toàn trình."
    case .enabledWithoutEligible:
      "\(count) dòng (đầu tiên: \(place)) không đủ điều kiện thanh toán nhưng đã triển khai."
    case .paidWithoutFee:
      "\(count) dòng (đầu tiên: \(place)) không phải nộp phí nhưng đã thanh toán."
    case .onlineWithoutPaid:
      "\(count) dòng (đầu tiên: \(place)) chưa thanh toán nhưng có thanh toán trực tuyến."
    }
  }

  /// One sentence in English.
  public var textEn: String {
    switch kind {
    case .disagreement:
      "\(place): rows disagree; \(quoted(0)) was chosen, \(count) rows differ, such as \(quoted(1))."
    case .payableWithoutFee:
      "\(count) rows (the first is \(place)) carry no fee, yet online payment."
    case .fullWithoutEligible:
      "\(count) rows (the first is \(place)) are not eligible online, yet eligible for full service."
    case .enabledWithoutEligible:
      "\(count) rows (the first is \(place)) are not eligible for payment, yet have it in operation."
    case .paidWithoutFee:
      "\(count) rows (the first is \(place)) owe no fee, yet were paid."
    case .onlineWithoutPaid:
      "\(count) rows (the first is \(place)) were not paid, yet paid online."
    }
  }

  private var place: String {
    if let row { return "#\(row)" }
    return [code?.text, column].compactMap { $0 }.joined(separator: ", ")
  }

  private func quoted(_ index: Int) -> String {
    index < values.count ? "\"\(values[index])\"" : ""
  }
}
