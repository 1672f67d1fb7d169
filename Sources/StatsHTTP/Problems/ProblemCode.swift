internal import HTTPTypes
internal import Indicators

extension Problem {
  /// A stable code; programs decide by it.
  struct Code: Sendable, Hashable {
    let rawValue: String
    let status: HTTPResponse.Status
    /// The short summary of the code; the same for each occurrence.
    let title: Wording

    init(_ rawValue: String, status: HTTPResponse.Status = .badRequest, title: Wording) {
      self.rawValue = rawValue
      self.status = status
      self.title = title
    }

    /// The code of a question that names something that does not exist.
    init(_ kind: IndicatorError.Kind) {
      self =
        switch kind {
        case .unknownIndicator: .unknownIndicator
        case .unknownDimension: .unknownDimension
        case .unknownValue: .unknownValue
        case .repeatedFilter: .repeatedParameter
        case .invalidPeriod: .invalidPeriod
        case .futurePeriod: .futurePeriod
        case .definitionGone: .definitionGone
        }
    }

    static func == (left: Code, right: Code) -> Bool { left.rawValue == right.rawValue }

    func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
  }
}

extension Problem.Code {
  static let badEncoding = Self(
    "bad_encoding", title: Wording(vi: "Địa chỉ mã hóa sai", en: "Bad encoding"))
  static let badRequest = Self(
    "bad_request", title: Wording(vi: "Yêu cầu không phải HTTP", en: "Bad request"))
  static let badValue = Self(
    "bad_value", title: Wording(vi: "Giá trị không đọc được", en: "Bad value"))
  static let conflictingParameters = Self(
    "conflicting_parameters",
    title: Wording(vi: "Tham số mâu thuẫn", en: "Conflicting parameters"))
  static let definitionGone = Self(
    "definition_gone", status: .conflict,
    title: Wording(vi: "Không còn định nghĩa này", en: "Definition gone"))
  static let futurePeriod = Self(
    "future_period", title: Wording(vi: "Kỳ chưa bắt đầu", en: "Future period"))
  static let headerTooLarge = Self(
    "header_too_large", status: .requestHeaderFieldsTooLarge,
    title: Wording(vi: "Phần đầu yêu cầu quá dài", en: "Header too large"))
  static let internalError = Self(
    "internal_error", status: .internalServerError,
    title: Wording(vi: "Lỗi của dịch vụ", en: "Internal error"))
  static let invalidPeriod = Self(
    "invalid_period", title: Wording(vi: "Kỳ viết sai", en: "Invalid period"))
  static let methodNotAllowed = Self(
    "method_not_allowed", status: .methodNotAllowed,
    title: Wording(vi: "Phương thức không được dùng ở đây", en: "Method not allowed"))
  static let notAcceptable = Self(
    "not_acceptable", status: .notAcceptable,
    title: Wording(vi: "Không có định dạng được yêu cầu", en: "Not acceptable"))
  static let notReady = Self(
    "not_ready", status: .serviceUnavailable,
    title: Wording(vi: "Chưa sẵn sàng", en: "Not ready"))
  static let queryTooLong = Self(
    "query_too_long", status: .uriTooLong,
    title: Wording(vi: "Địa chỉ quá dài", en: "Query too long"))
  static let repeatedParameter = Self(
    "repeated_parameter", title: Wording(vi: "Tham số lặp lại", en: "Repeated parameter"))
  static let tooManyGroups = Self(
    "too_many_groups", title: Wording(vi: "Quá nhiều nhóm", en: "Too many groups"))
  static let unavailable = Self(
    "unavailable", status: .serviceUnavailable,
    title: Wording(vi: "Tạm thời không trả lời được", en: "Unavailable"))
  static let unknownDimension = Self(
    "unknown_dimension", title: Wording(vi: "Không có chiều này", en: "Unknown dimension"))
  static let unknownIndicator = Self(
    "unknown_indicator", title: Wording(vi: "Không có chỉ tiêu này", en: "Unknown indicator"))
  static let unknownParameter = Self(
    "unknown_parameter", title: Wording(vi: "Không có tham số này", en: "Unknown parameter"))
  static let unknownPath = Self(
    "unknown_path", status: .notFound,
    title: Wording(vi: "Không có địa chỉ này", en: "Unknown path"))
  static let unknownValue = Self(
    "unknown_value", title: Wording(vi: "Không có giá trị này", en: "Unknown value"))

  /// What every endpoint may answer.
  static let common: [Problem.Code] = [
    .badEncoding, .badRequest, .badValue, .headerTooLarge, .internalError, .queryTooLong,
    .repeatedParameter, .requestTimeout, .unavailable, .unknownParameter,
  ]

  /// What every endpoint may answer that has indicators evaluated: whatever may be wrong with a
  /// question about figures. Definitions are pinned only where an endpoint takes a definition.
  static let ofFigures: [Problem.Code] = IndicatorError.Kind.allCases.map { Problem.Code($0) }
    .filter { !common.contains($0) && $0 != .definitionGone }
}

extension Problem.Code {
  static let forbidden = Self(
    "forbidden", status: .forbidden,
    title: Wording(vi: "Mã truy cập không đủ quyền", en: "Forbidden"))
  static let tooManyAttempts = Self(
    "too_many_attempts", status: .tooManyRequests,
    title: Wording(vi: "Quá nhiều lần thử sai", en: "Too many attempts"))
  static let unauthorized = Self(
    "unauthorized", status: .unauthorized,
    title: Wording(vi: "Cần mã truy cập hợp lệ", en: "Unauthorized"))

  /// What may go wrong where a token is needed.
  static let ofAccess: [Problem.Code] = [.forbidden, .tooManyAttempts, .unauthorized]
}
