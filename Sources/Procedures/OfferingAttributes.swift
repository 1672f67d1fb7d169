/// What one row of a catalog says of an offering: a procedure at an agency, or one online
/// service of it.
public struct OfferingAttributes: Hashable, Sendable {
  /// Online level (mức độ dịch vụ công).
  public var level: Claim<LevelReference> = .unsaid
  /// Eligible to be offered online (đủ điều kiện trực tuyến).
  public var eligible: Claim<Bool> = .unsaid
  /// Eligible for full online service (đủ điều kiện toàn trình).
  public var eligibleFull: Claim<Bool> = .unsaid
  /// The decision that says so (quyết định đủ điều kiện).
  public var eligibleDecision: Claim<String> = .unsaid
  /// Whether the procedure carries a fee or charge (phí, lệ phí).
  public var fee: Claim<Bool> = .unsaid
  /// Eligible for online payment (đủ điều kiện thanh toán trực tuyến).
  public var paymentEligible: Claim<Bool> = .unsaid
  /// Online payment in operation (đã triển khai thanh toán trực tuyến).
  public var paymentEnabled: Claim<Bool> = .unsaid
  /// Means of access (phương tiện).
  public var means: Claim<AccessMeans> = .unsaid
  /// Handled at the one-stop shop (một cửa).
  public var oneStop: Claim<Bool> = .unsaid
  /// Interlinked with other procedures (liên thông).
  public var interlinked: Claim<Bool> = .unsaid
  /// The announcing decision (quyết định công bố).
  public var decision: Claim<String> = .unsaid

  /// A row that says nothing yet.
  public init() {}
}
