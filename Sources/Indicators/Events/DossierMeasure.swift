/// What one dossier adds to the counts of a day; the raw values are the columns of the rollups.
public enum DossierMeasure: String, Sendable, Hashable, CaseIterable {
  // By the day of receipt.
  case received
  case electronicYes = "electronic_yes"
  case electronicUnknown = "electronic_unknown"
  case digitizedYes = "digitized_yes"
  case digitizedUnknown = "digitized_unknown"
  case reusedYes = "reused_yes"
  case reusedUnknown = "reused_unknown"
  case storedYes = "stored_yes"
  case storedUnknown = "stored_unknown"
  case feeYes = "fee_yes"
  case feeUnknown = "fee_unknown"
  case paidOnlineYes = "paid_online_yes"
  case paidOnlineUnknown = "paid_online_unknown"
  case nationalOnTime = "national_on_time"
  case nationalLate = "national_late"
  case nationalUndated = "national_undated"
  // By the day of the end.
  case resolvedEarly = "resolved_early"
  case resolvedOnTime = "resolved_on_time"
  case resolvedLate = "resolved_late"
  case resolvedUndated = "resolved_undated"
  case nationalResolvedEarly = "national_resolved_early"
  case nationalResolvedOnTime = "national_resolved_on_time"
  case nationalResolvedLate = "national_resolved_late"
  case nationalResolvedUndated = "national_resolved_undated"
  case resultYes = "result_yes"
  case resultUnknown = "result_unknown"
  case withdrawn
  case stopped
  case refused
}

/// What a dossier that is still open is on the last counted day.
public enum OpenMeasure: String, Sendable, Hashable, CaseIterable {
  /// Due on that day or later.
  case within
  /// Without a due date.
  case undated
}

/// What one payment adds to the counts of the day on which it was paid.
public enum PaymentMeasure: String, Sendable, Hashable, CaseIterable {
  /// Paid online, refunded ones too.
  case online
  /// Paid in cash.
  case cash
  /// Paid by transfer.
  case transfer
}

/// The counts of a stock of results.
public enum StockMeasure: String, Sendable, Hashable, CaseIterable {
  /// Results that are still valid.
  case valid
  /// Those of them that are digitized.
  case digitized
}
