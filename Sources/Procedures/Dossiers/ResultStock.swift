/// How many results of a procedure an agency holds that are still valid, and how many of them are
/// digitized, counted or estimated as of a day.
public struct ResultStock: Hashable, Sendable {
  /// The database's number of the procedure.
  public var procedure: Int64
  /// The database's number of the agency.
  public var agency: Int64
  /// Tính đến ngày.
  public var asOf: CalendarDay
  /// Kết quả còn hiệu lực: the denominator.
  public var valid: Int64
  /// Đã số hóa: at most ``valid``.
  public var digitized: Int64
  /// Đã ký số: at most ``digitized``; nil where nobody said.
  public var signed: Int64?
  /// How the number of valid results was found.
  public var method: String?

  /// A count of a stock.
  public init(
    procedure: Int64, agency: Int64, asOf: CalendarDay, valid: Int64, digitized: Int64,
    signed: Int64? = nil, method: String? = nil
  ) {
    self.procedure = procedure
    self.agency = agency
    self.asOf = asOf
    self.valid = valid
    self.digitized = digitized
    self.signed = signed
    self.method = method
  }
}
