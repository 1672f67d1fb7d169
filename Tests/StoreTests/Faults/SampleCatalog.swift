import TestSupport

/// A good catalog as a table of texts, of which it is known what it says.
struct SampleCatalog {
  static let code = 0
  static let agency = 3
  static let service = 4
  static let level = 5

  static let headings = [
    "Mã TTHC", "Tên TTHC", "Lĩnh vực", "Mã cơ quan thực hiện", "Mã DVC", "Mức độ DVC",
    "Đủ điều kiện trực tuyến", "Đủ điều kiện toàn trình", "Có phí, lệ phí", "Phương tiện",
    "Quyết định công bố",
  ]
  static let agencies = ["H32", "H32.16", "H32.17", "H32.201", "H32.201.1", "G11.1"]
  /// A level as a cell writes it: its scheme and code, and how high it is.
  static let levels: [String: (scheme: String, code: String, rank: Int)] = [
    "Toàn trình": ("ND42", "full", 4), "Mức độ 4": ("ND43", "4", 4), "4": ("ND43", "4", 4),
    "Một phần": ("ND42", "partial", 3), "3": ("ND43", "3", 3),
    "Cung cấp thông tin": ("ND42", "info", 2),
  ]

  private static let names = [
    "Cấp giấy phép hành nghề khám bệnh, chữa bệnh", "Đăng ký khai sinh có yếu tố nước ngoài",
    "Cấp lại \"Giấy chứng nhận\" cơ sở đủ điều kiện", "Thẩm định; phê duyệt đề án khai thác nước",
    "Gia hạn quyền sử dụng khu vực biển", "Chuyển mục đích sử dụng đất của hộ gia đình",
  ]
  private static let fields = ["Y tế", "Hộ tịch", "Đất đai", "Hoạt động xây dựng"]

  var rows: [[String]]

  /// About 60 rows of 16 procedures; each key stands in one row only.
  static func good(seed: UInt64) -> SampleCatalog {
    var random = SeededGenerator(seed: seed)
    var rows: [[String]] = []
    for number in 0..<16 {
      let code = "1.\(100_000 + number * 37)"
      let name = names[number % names.count] + " số \(number)"
      let field = fields[number % fields.count]
      let services = number % 3 == 0 ? ["01", "02"] : number % 3 == 1 ? ["01"] : [""]
      for service in services {
        var left = agencies.shuffled(using: &random)[..<4]
        while let first = left.popFirst() {
          var cell = first
          if left.count > 1, Int.random(in: 0..<6, using: &random) == 0,
            let second = left.popFirst()
          {
            cell += "; " + second
          }
          rows.append([
            code, name, field, cell, service.isEmpty ? "" : "\(code).\(service)",
            (levels.keys.sorted() + [""]).randomElement(using: &random) ?? "",
            ["Có", "Không", ""].randomElement(using: &random) ?? "",
            ["Có", "Không"].randomElement(using: &random) ?? "",
            ["x", "", "Không"].randomElement(using: &random) ?? "",
            ["web", "web; mobile", "mobile"].randomElement(using: &random) ?? "",
            "\(100 + number)/QĐ-UBND",
          ])
        }
      }
    }
    return SampleCatalog(rows: rows.shuffled(using: &random))
  }

  private static let marks: Set<Character> = ["=", "\"", "'", "“", "”", "‘", "’", "`"]

  /// Codes of a cell of agencies.
  static func agencies(in cell: String) -> [String] {
    cell.split { ";,\n".contains($0) }
      .map { piece in
        // Quotation marks around a code are no part of it.
        let bare = piece.filter { !" \u{A0}".contains($0) }
        return String(
          bare.drop { marks.contains($0) }.reversed().drop { marks.contains($0) }
            .reversed()
        ).uppercased()
      }
      .filter { !$0.isEmpty }
  }

  /// Offerings of the province and of the bodies in it, each with its highest known level.
  var offerings: [String: Int] {
    var found: [String: Int] = [:]
    for row in rows {
      for agency in Self.agencies(in: row[Self.agency]) {
        let key = row[Self.code] + " " + agency
        found[key] = max(found[key] ?? 0, Self.levels[row[Self.level]]?.rank ?? 0)
      }
    }
    return found
  }

  /// `level4_of_all` over offerings, as tests write it.
  var figure: String {
    let inScope = offerings.filter { $0.key.contains(" H32") }.values
    let known = inScope.filter { $0 > 0 }
    return "\(known.count { $0 == 4 })/\(known.count) ?\(inScope.count - known.count) #0"
  }
}
