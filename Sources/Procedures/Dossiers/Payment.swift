/// How a fee was paid.
public enum PaymentMethod: Int16, CaseIterable, Sendable, Hashable {
  /// Trực tuyến.
  case online = 1
  /// Tiền mặt.
  case cash = 2
  /// Chuyển khoản.
  case transfer = 3
}

/// Where a payment stands. The raw value is also the rank: of two deliveries of one transaction
/// the one with the higher state is the later one, since a payment never goes back.
public enum PaymentState: Int16, CaseIterable, Sendable, Hashable {
  /// Chờ thanh toán, chưa thanh toán.
  case pending = 1
  /// Không thành công.
  case failed = 2
  /// Đã hủy.
  case cancelled = 3
  /// Đã thanh toán.
  case paid = 4
  /// Đã hoàn trả. Stays in the period in which it was paid and is shown apart.
  case refunded = 5

  /// Whether the payment succeeded: pending, failed and cancelled ones count nowhere.
  public var succeeded: Bool { self == .paid || self == .refunded }
}

/// One payment transaction of a fee.
public struct Payment: Hashable, Sendable {
  /// Mã giao dịch, without blanks around it: the key.
  public var code: String
  /// The dossier it was for, where the source says it.
  public var dossier: String?
  /// The database's number of the procedure, where it is known.
  public var procedure: Int64?
  /// The database's number of the agency, where it is known.
  public var agency: Int64?
  /// The amount in đồng; never negative.
  public var amount: Int64
  /// How it was paid.
  public var method: PaymentMethod
  /// Where it stands.
  public var state: PaymentState
  /// When it was paid; always known of a payment that succeeded.
  public var paidAt: Instant?

  /// A transaction.
  public init(
    code: String, dossier: String? = nil, procedure: Int64? = nil, agency: Int64? = nil,
    amount: Int64, method: PaymentMethod, state: PaymentState, paidAt: Instant? = nil
  ) {
    self.code = code
    self.dossier = dossier
    self.procedure = procedure
    self.agency = agency
    self.amount = amount
    self.method = method
    self.state = state
    self.paidAt = paidAt
  }
}
