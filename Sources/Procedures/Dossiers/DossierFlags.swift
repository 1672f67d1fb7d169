/// What is known of a dossier beyond its times, seven answers in one number.
///
/// Each fact takes two bits that hold the raw value of ``Ternary`` (0 no, 1 yes, 2 unknown), in
/// the order of ``Fact`` from the lowest bit. The database stores the number as it is and reads
/// single facts by shifting.
public struct DossierFlags: Hashable, Sendable {
  /// One yes-or-no fact of a dossier; the raw value is its place, counted in pairs of bits.
  public enum Fact: Int32, CaseIterable, Sendable, Hashable {
    /// Phải nộp phí, lệ phí.
    case feeDue = 0
    /// Đã thanh toán, whatever the way.
    case paid = 1
    /// Thanh toán trực tuyến.
    case paidOnline = 2
    /// Số hóa thành phần: at least one component of the dossier was filed as a file.
    case componentsDigitized = 3
    /// Kết quả điện tử: the result has an electronic file.
    case resultElectronic = 4
    /// Tái sử dụng dữ liệu: at least one component was reused instead of filed again.
    case dataReused = 5
    /// Kết nối kho dữ liệu: at least one component came from the electronic store of the citizen.
    case storageConnected = 6
  }

  /// The packed answers.
  public var rawValue: Int32

  /// Answers as stored. The database checks on its side that no pair holds 3.
  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// Nothing known.
  public init() { rawValue = 0b10_10_10_10_10_10_10 }

  /// One answer. A pair that holds no value of ``Ternary`` reads as unknown.
  public subscript(fact: Fact) -> Ternary {
    get {
      Ternary(rawValue: UInt8(truncatingIfNeeded: (rawValue >> (fact.rawValue * 2)) & 3))
        ?? .unknown
    }
    set {
      let shift = fact.rawValue * 2
      rawValue = (rawValue & ~(3 << shift)) | (Int32(newValue.rawValue) << shift)
    }
  }
}
