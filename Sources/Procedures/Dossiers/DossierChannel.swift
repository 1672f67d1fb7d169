/// How a dossier came in (`KenhThucHien`); the raw values are the national codes.
///
/// An unknown channel is a missing value and not a case.
public enum DossierChannel: Int16, CaseIterable, Sendable, Hashable {
  /// Trực tiếp: at the counter.
  case direct = 1
  /// Trực tuyến.
  case online = 2
  /// Bưu chính công ích: by post.
  case post = 3
}
