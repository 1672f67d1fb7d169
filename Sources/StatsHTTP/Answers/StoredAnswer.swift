internal import HTTPTypes
internal import NIOCore
internal import Procedures

/// The finished bytes of one answer of status 200.
struct StoredAnswer: Sendable, Hashable {
  /// Value of `Content-Type`.
  let contentType: String
  /// The body as it is sent.
  let body: ByteBuffer
  /// The strong entity tag with its quotes.
  let entityTag: String
  /// Fields that belong to this answer only, such as `Link`.
  let fields: HTTPFields
  /// Until when the answer holds though no run ends: midnight in Asia/Ho_Chi_Minh for an answer
  /// about today, or when a source grows stale. Nil where only a run can change it.
  let goodUntil: Instant?
  /// The data version of the records as they stand that answered; nil where the question itself
  /// says what was known, and where the answer has no version.
  let dataVersion: Int64?
  /// Seconds since the answer was known to be good, where an old answer stands in for a database
  /// that is gone. Such an answer is given and never kept.
  let ageSeconds: Int?

  /// An answer of its parts.
  init(
    contentType: String, body: ByteBuffer, entityTag: String, fields: HTTPFields = [:],
    goodUntil: Instant? = nil, dataVersion: Int64? = nil, ageSeconds: Int? = nil
  ) {
    self.contentType = contentType
    self.body = body
    self.entityTag = entityTag
    self.fields = fields
    self.goodUntil = goodUntil
    self.dataVersion = dataVersion
    self.ageSeconds = ageSeconds
  }

  /// What the answer costs in memory, in bytes.
  var cost: Int {
    body.storageCapacity + 512
      + fields.reduce(0) { $0 + $1.value.utf8.count + $1.name.rawName.utf8.count + 64 }
  }
}
