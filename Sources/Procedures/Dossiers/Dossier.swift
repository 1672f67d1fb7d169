/// One state of a dossier (hồ sơ) as a source delivered it: codes, times, status, channel and
/// flags, and nothing of the person who filed it.
///
/// A dossier is known by its code alone. Of several states the one with the later ``eventAt``
/// holds, whatever the order of delivery, and of equal ones the one with the higher status.
public struct Dossier: Hashable, Sendable {
  /// Mã hồ sơ as received, without blanks around it. The agency in its front is no evidence of
  /// who handles it.
  public var code: String
  /// The database's number of the procedure.
  public var procedure: Int64
  /// The database's number of the agency that handles it (đơn vị xử lý): indicators count by it.
  public var agency: Int64
  /// The database's number of the agency that received it, where that is known.
  public var receivingAgency: Int64?
  /// How it came in; nil where that is unknown.
  public var channel: DossierChannel?
  /// Where it stands.
  public var status: DossierStatus
  /// Ngày tiếp nhận.
  public var receivedAt: Instant?
  /// Ngày hẹn trả. A date without a time of day means the end of that day.
  public var dueAt: Instant?
  /// Ngày kết thúc xử lý.
  public var finishedAt: Instant?
  /// Ngày trả.
  public var returnedAt: Instant?
  /// When this state came about: the time of the update where the source says it, else the latest
  /// time of the row.
  public var eventAt: Instant
  /// Working days for which processing was paused and which ``dueAt`` does not contain yet.
  public var pausedDays: Int16
  /// How often papers were asked for, the open request included.
  public var supplements: Int16
  /// When the request that is still open was made.
  public var supplementAskedAt: Instant?
  /// The time between request and completion of all completed requests, in microseconds.
  public var supplementMicroseconds: Int64
  /// What else is known.
  public var flags: DossierFlags

  /// A state of a dossier.
  public init(
    code: String, procedure: Int64, agency: Int64, receivingAgency: Int64? = nil,
    channel: DossierChannel? = nil, status: DossierStatus, receivedAt: Instant? = nil,
    dueAt: Instant? = nil, finishedAt: Instant? = nil, returnedAt: Instant? = nil,
    eventAt: Instant, pausedDays: Int16 = 0, supplements: Int16 = 0,
    supplementAskedAt: Instant? = nil, supplementMicroseconds: Int64 = 0,
    flags: DossierFlags = DossierFlags()
  ) {
    self.code = code
    self.procedure = procedure
    self.agency = agency
    self.receivingAgency = receivingAgency
    self.channel = channel
    self.status = status
    self.receivedAt = receivedAt
    self.dueAt = dueAt
    self.finishedAt = finishedAt
    self.returnedAt = returnedAt
    self.eventAt = eventAt
    self.pausedDays = pausedDays
    self.supplements = supplements
    self.supplementAskedAt = supplementAskedAt
    self.supplementMicroseconds = supplementMicroseconds
    self.flags = flags
  }

  /// Whether the dossier counts as received: it has a time of receipt, and its status is neither
  /// 1 nor 3.
  public var isReceived: Bool { receivedAt != nil && status.countsAsReceived }

  /// When the dossier ended; nil while it is open, and for a resolved one without any end.
  ///
  /// Resolved (9, 10): the end of processing, else the return. Withdrawn, stopped or refused (7,
  /// 8, 3): the same, else the time of the state, since such dossiers often carry no other time.
  public var endedAt: Instant? {
    switch status.ending {
    case .open: nil
    case .resolved: finishedAt ?? returnedAt
    case .withdrawn, .stopped, .refused: finishedAt ?? returnedAt ?? eventAt
    }
  }
}
