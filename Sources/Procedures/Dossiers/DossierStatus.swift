/// Where a dossier (hồ sơ) stands, by the code list of the national public service portal
/// (`TrangThaiHoSo`); the raw values are its codes 1 to 10.
public enum DossierStatus: Int16, CaseIterable, Sendable, Hashable {
  /// Mới đăng ký: filed, not received yet.
  case registered = 1
  /// Được tiếp nhận.
  case received = 2
  /// Không được tiếp nhận: refused at reception.
  case refused = 3
  /// Đang xử lý.
  case processing = 4
  /// Yêu cầu bổ sung giấy tờ: waiting for papers.
  case awaitingSupplement = 5
  /// Yêu cầu thực hiện nghĩa vụ tài chính: waiting for a payment.
  case awaitingPayment = 6
  /// Công dân yêu cầu rút hồ sơ.
  case withdrawn = 7
  /// Dừng xử lý.
  case stopped = 8
  /// Đã xử lý xong: decided, waiting to be handed over.
  case done = 9
  /// Đã trả kết quả.
  case returned = 10

  /// How a dossier of this status ended, or that it did not.
  public var ending: DossierEnding {
    switch self {
    case .done, .returned: .resolved
    case .withdrawn: .withdrawn
    case .stopped: .stopped
    case .refused: .refused
    case .registered, .received, .processing, .awaitingSupplement, .awaitingPayment: .open
    }
  }

  /// Whether a dossier of this status, once it has a day of receipt, counts as received: all but
  /// those that were only filed or were refused at reception.
  public var countsAsReceived: Bool { self != .registered && self != .refused }
}
