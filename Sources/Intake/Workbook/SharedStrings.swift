/// The texts that cells point to by number.
///
/// All are kept in pieces of one MiB, so that a long table is never copied while it grows.
struct SharedStrings: Sendable {
  private static let shift = 20
  private static let pieceBytes = 1 << shift

  private var pieces: [[UInt8]] = []
  private var ends: [UInt32] = []
  private var end = 0

  var count: Int { ends.count }

  /// Bytes that are kept.
  var keptBytes: Int { end + 4 * ends.count }

  mutating func reserve(_ count: Int) { ends.reserveCapacity(count) }

  mutating func append(_ text: [UInt8]) {
    var rest = text[...]
    while !rest.isEmpty {
      let room = pieces.count * Self.pieceBytes - end
      if room == 0 {
        var piece: [UInt8] = []
        piece.reserveCapacity(Self.pieceBytes)
        pieces.append(piece)
        continue
      }
      pieces[pieces.count - 1].append(contentsOf: rest.prefix(room))
      end += min(room, rest.count)
      rest = rest.dropFirst(room)
    }
    ends.append(UInt32(end))
  }

  /// Appends a text to the target; false where there is no such number.
  func append(_ index: Int, to target: inout [UInt8]) -> Bool {
    guard ends.indices.contains(index) else { return false }
    var start = index == 0 ? 0 : Int(ends[index - 1])
    let end = Int(ends[index])
    while start < end {
      let offset = start & (Self.pieceBytes - 1)
      let count = min(end - start, Self.pieceBytes - offset)
      target.append(contentsOf: pieces[start >> Self.shift][offset..<offset + count])
      start += count
    }
    return true
  }
}
