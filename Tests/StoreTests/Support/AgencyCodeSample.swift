import Procedures

/// Codes of authorities that tests use beside the usual one.
enum AgencyCodeSample {
  static let other = AgencyCode("H48")
}
