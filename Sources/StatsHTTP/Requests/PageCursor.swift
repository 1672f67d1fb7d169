/// Where a page ended: whole numbers, and a mark of the question, so that it cannot be used for
/// another one. Opaque to clients: `848700000000001-9822-100-9f2c41aa03d5e6b7`.
struct PageCursor: Sendable, Hashable {
  /// What the page goes on from.
  let values: [Int64]
  /// The text that a client hands back.
  let text: String

  /// A cursor of a question; its parts are all that decides which records are listed in which
  /// order, the size of the page apart.
  init(_ values: [Int64], question: [String]) {
    self.values = values
    let numbers = values.map { String($0, radix: 36) }
    text = (numbers + [Self.mark(of: question)]).joined(separator: "-")
  }

  /// Reads a cursor with so many numbers, none negative. Throws `bad_cursor` for a text that is
  /// none, and for one of another question.
  init(_ text: String, count: Int, question: [String]) throws(Problem) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let values = parts.dropLast().compactMap { Int64($0, radix: 36) }
    guard parts.count == count + 1, values.count == count, values.allSatisfy({ $0 >= 0 }),
      case let cursor = PageCursor(values, question: question), cursor.text == text
    else {
      throw Problem(
        .badCursor,
        Wording(
          vi: "\"\(text.prefix(80))\" không phải cursor của câu hỏi này; hãy dùng cursor của trang "
            + "trước với đúng các tham số ấy",
          en: "\"\(text.prefix(80))\" is no cursor of this question; give the one of the page "
            + "before, with the same parameters"))
    }
    self = cursor
  }

  /// FNV-1a in 64 bits: the standard hash is seeded anew in each process, and a cursor must outlive
  /// a restart. http://www.isthe.com/chongo/tech/comp/fnv/
  private static func mark(of question: [String]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for part in question {
      for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
      // No UTF-8 text holds this byte, so that parts cannot run into each other.
      hash = (hash ^ 0xFF) &* 0x0000_0100_0000_01b3
    }
    return String(hash, radix: 36)
  }
}
