internal import HTTPTypes

extension Problem.Code {
  static let bodyTooLarge = Self(
    "body_too_large", status: .contentTooLarge,
    title: Wording(vi: "Nội dung quá lớn", en: "Body too large"))
  static let busy = Self(
    "busy", status: .serviceUnavailable,
    title: Wording(vi: "Đang bận", en: "Busy"))
  static let emptyBody = Self(
    "empty_body", title: Wording(vi: "Không có nội dung", en: "Empty body"))
  static let guardRefused = Self(
    "guard_refused", status: .conflict,
    title: Wording(vi: "Bị chặn để bảo vệ dữ liệu", en: "Guard refused"))
  static let idempotencyMismatch = Self(
    "idempotency_mismatch", status: .unprocessableContent,
    title: Wording(vi: "Khóa đã dùng cho việc khác", en: "Idempotency mismatch"))
  static let missingData = Self(
    "missing_data", status: .conflict,
    title: Wording(vi: "Thiếu dữ liệu phải có trước", en: "Missing data"))
  static let tooManyPosts = Self(
    "too_many_posts", status: .tooManyRequests,
    title: Wording(vi: "Quá nhiều lần gửi đang chờ", en: "Too many posts"))
  static let unknownPost = Self(
    "unknown_post", status: .notFound,
    title: Wording(vi: "Không có lần gửi này", en: "Unknown post"))
  static let unreadableSource = Self(
    "unreadable_source", status: .unprocessableContent,
    title: Wording(vi: "Không đọc được thành bảng", en: "Unreadable source"))
  static let unsupportedMediaType = Self(
    "unsupported_media_type", status: .unsupportedMediaType,
    title: Wording(vi: "Loại nội dung không đọc được", en: "Unsupported media type"))
}
