internal import Indicators

/// The words of tables in one language.
struct TableWords {
  let language: Language

  var indicator: String { pick("Chỉ tiêu", "Indicator") }
  var counts: String { pick("Số lượng", "Counts") }
  var share: String { pick("Tỷ lệ", "Share") }
  var bounds: String { pick("Khoảng", "Bounds") }
  var unknown: String { pick("Chưa rõ", "Unknown") }
  var held: String { pick("Tạm giữ", "Held") }
  var excluded: String { pick("Loại trừ", "Excluded") }

  var otherCounts: String { pick("Số lượng so sánh", "Compared counts") }
  var otherShare: String { pick("Tỷ lệ so sánh", "Compared share") }
  var points: String { pick("Điểm %", "Points") }

  var clause: String { pick("Điều khoản", "Clause") }
  var version: String { pick("Bản", "Version") }
  var definition: String { pick("Định nghĩa", "Definition") }

  var scope: String { pick("Phạm vi", "Scope") }
  var counted: String { pick("đếm", "counted") }
  var period: String { pick("kỳ", "period") }
  var validOn: String { pick("hiệu lực ngày", "valid on") }
  var knownOn: String { pick("dữ liệu ghi nhận đến", "known on") }
  var dataVersion: String { pick("phiên bản dữ liệu", "data version") }
  var defined: String { pick("định nghĩa", "definition") }
  var comparedWith: String { pick("so với", "compared with") }
  var andBelow: String { pick("và cấp dưới", "and below") }

  /// The name of an indicator.
  func label(of indicator: Indicator) -> String { pick(indicator.labelVi, indicator.labelEn) }

  /// What is counted.
  func name(of unit: CountUnit) -> String {
    switch unit {
    case .procedures: pick("thủ tục (mỗi mã một lần)", "distinct procedures")
    case .offerings: pick("thủ tục × cơ quan", "procedure × agency")
    case .dossiers: pick("hồ sơ", "dossiers")
    case .transactions: pick("giao dịch", "transactions")
    case .results: pick("kết quả", "results")
    case .responses: pick("phiếu khảo sát", "responses")
    case .tasks: pick("nhiệm vụ", "tasks")
    }
  }

  /// The name of a dimension.
  func name(of dimension: Dimension) -> String {
    switch dimension {
    case .agency: pick("cơ quan", "agency")
    case .channel: pick("kênh", "channel")
    case .month: pick("tháng", "month")
    case .quarter: pick("quý", "quarter")
    case .year: pick("năm", "year")
    case .field: pick("lĩnh vực", "field")
    case .level: pick("mức độ", "level")
    case .procedure: pick("thủ tục", "procedure")
    case .tier: pick("cấp", "tier")
    }
  }

  /// What a flag says, in a sentence without a full stop; nil for a flag without words.
  func meaning(ofFlag flag: String) -> String? {
    switch flag {
    case "crosswalk":
      pick(
        "có mức độ của thang khác được quy đổi sang mức 1–4",
        "levels of another scale were read as levels 1–4")
    case "demonstration":
      pick(
        "CÓ DỮ LIỆU MINH HỌA, không phải số liệu thật",
        "CONTAINS DEMONSTRATION DATA, not facts")
    case "stale_source":
      pick(
        "có nguồn dữ liệu quá hạn cập nhật",
        "a source is older than its maximum age")
    case "closed":
      pick("kỳ đã khóa, số liệu như khi khóa", "a closed period, as it was closed")
    case "restatement_pending":
      pick(
        "dữ liệu về sau làm thay đổi kỳ đã khóa, chưa công bố lại",
        "later data would change the closed period and were not published")
    case "provisional":
      pick("kỳ chưa kết thúc, số liệu tạm tính", "the period still runs; the figure is provisional")
    case "stale":
      pick(
        "cơ sở dữ liệu không trả lời; đây là số liệu gần nhất",
        "the database does not answer; these are the last good figures")
    case "several_sources":
      pick(
        "nhiều nguồn có số liệu, lấy nguồn đầu tiên theo tên",
        "several sources measured it, the first by name is shown")
    case "observed_value":
      pick("nguồn chỉ công bố tỷ lệ", "the source gives a percentage only")
    case "no_share":
      pick("số liệu của nguồn không phải là tỷ lệ", "what the source gives is no share")
    case "calendar=report":
      pick(
        "kỳ báo cáo từ ngày 15 tháng trước đến ngày 14",
        "periods run from the 15th to the 14th")
    case "rules=national-766":
      pick("tính hạn theo Bộ chỉ số 766", "time is counted as the national index does")
    default:
      flag.hasPrefix("basket=")
        ? pick(
          "mẫu số giữ nguyên như ngày này", "the denominator is that of this date") : nil
    }
  }

  /// The numerator and denominator of an indicator in words.
  func definition(of indicator: Indicator) -> String {
    pick(
      "\(indicator.numeratorTextVi) ÷ \(indicator.denominatorTextVi)",
      "\(indicator.numeratorText) ÷ \(indicator.denominatorText)")
  }

  private func pick(_ vi: String, _ en: String) -> String {
    switch language {
    case .vi: vi
    case .en: en
    }
  }
}
