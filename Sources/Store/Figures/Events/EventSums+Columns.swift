import Indicators
import Postgres

extension EventSums {
  /// The column of a measure. Column names cannot be values, so that each stands here once more.
  static func column(_ measure: DossierMeasure) -> Statement {
    switch measure {
    case .received: "received"
    case .electronicYes: "electronic_yes"
    case .electronicUnknown: "electronic_unknown"
    case .digitizedYes: "digitized_yes"
    case .digitizedUnknown: "digitized_unknown"
    case .reusedYes: "reused_yes"
    case .reusedUnknown: "reused_unknown"
    case .storedYes: "stored_yes"
    case .storedUnknown: "stored_unknown"
    case .feeYes: "fee_yes"
    case .feeUnknown: "fee_unknown"
    case .paidOnlineYes: "paid_online_yes"
    case .paidOnlineUnknown: "paid_online_unknown"
    case .nationalOnTime: "national_on_time"
    case .nationalLate: "national_late"
    case .nationalUndated: "national_undated"
    case .resolvedEarly: "resolved_early"
    case .resolvedOnTime: "resolved_on_time"
    case .resolvedLate: "resolved_late"
    case .resolvedUndated: "resolved_undated"
    case .nationalResolvedEarly: "national_resolved_early"
    case .nationalResolvedOnTime: "national_resolved_on_time"
    case .nationalResolvedLate: "national_resolved_late"
    case .nationalResolvedUndated: "national_resolved_undated"
    case .resultYes: "result_yes"
    case .resultUnknown: "result_unknown"
    case .withdrawn: "withdrawn"
    case .stopped: "stopped"
    case .refused: "refused"
    }
  }

  /// The column of a measure.
  static func column(_ measure: PaymentMeasure) -> Statement {
    switch measure {
    case .online: "online"
    case .cash: "cash"
    case .transfer: "transfer"
    }
  }
}
