/// What was fetched: a temporary file with the source's bytes, for as long as this value lives.
///
/// The file has no name any more when it is handed out, so nothing stays on the disk, however the
/// process ends.
public final class Fetched: Sendable {
  /// Where this process can open the bytes, as often as it likes, while this value lives. Other
  /// processes cannot.
  public let path: String
  /// The source's name for errors, reports and provenance: its address without secrets.
  public let name: String
  /// Where the bytes came from in the end, after redirects and on the last page, without secrets.
  public let finalURL: String
  /// Bytes in the file, the newlines between pages included.
  public let size: Int64
  /// Answers in the file: JSON documents with a newline between them where the source is paged,
  /// else one.
  public let pages: Int
  /// What the server called the first answer; a claim, not a fact.
  public let contentType: String?
  private let spool: Spool

  init(
    spool: Spool, name: String, finalURL: String, size: Int64, pages: Int, contentType: String?
  ) {
    self.spool = spool
    path = spool.path
    self.name = name
    self.finalURL = finalURL
    self.size = size
    self.pages = pages
    self.contentType = contentType
  }
}
