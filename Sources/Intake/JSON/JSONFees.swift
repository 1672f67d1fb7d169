/// The fees inside the ways of filing of `LayThuTuc`.
enum JSONFees {
  /// One line for each fee: amount and unit, or what is written in place of an amount. A fee that
  /// says nothing at all is left out: it says nothing of the procedure either.
  static func text(of ways: JSONValue) -> [UInt8] {
    var lines: [[UInt8]] = []
    for way in ways.elements {
      for time in way["THOIGIAN"].elements {
        for fee in time["PHILEPHI"].elements {
          var line = fee["SOTIEN"].bytes
          let unit = fee["DONVI"].bytes
          if line.isEmpty {
            line = fee["MOTA"].bytes
          } else if !unit.isEmpty {
            line += [0x20] + unit
          }
          if !line.isEmpty, !lines.contains(line) { lines.append(line) }
        }
      }
    }
    return Array(lines.joined(separator: [0x0A]))
  }
}
