internal import NIOCore

/// An answer that can be sent again as it is.
struct FinishedAnswer: Sendable {
  let entityTag: String
  /// The head of status 200.
  let full: HeadTemplate
  /// The head of status 304, where one was sent already.
  let notModified: HeadTemplate?
  let body: ByteBuffer
}
