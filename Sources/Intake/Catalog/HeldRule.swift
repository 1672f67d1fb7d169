/// Why a row was put aside. The raw values are the codes of the contract.
public enum HeldRule: String, Sendable, Hashable, CaseIterable {
  /// The procedure, service or agency code is no code after clean-up.
  case badCode = "bad_code"
  /// An agency that is not loaded, or a name that several bear.
  case unknownAgency = "unknown_agency"
  /// Two online levels that contradict each other.
  case twoLevels = "two_levels"
  /// A cell outside the vocabulary, or a row with too few or too many cells.
  case badValue = "bad_value"
  /// A row outside the scope that the run was limited to; the caller's judgement.
  case outsideScope = "outside_scope"
  /// The same key with different content; all such rows are held.
  case conflict = "conflict"
  /// A procedure code that no catalog has brought.
  case unknownProcedure = "unknown_procedure"
  /// Times of a dossier that cannot follow each other: due, finished or returned before received.
  case badDates = "bad_dates"
  /// A state that cannot follow the recorded one; the caller's judgement.
  case statusChange = "status_change"

  /// What the user is told to do, in Vietnamese.
  public func adviceVi(column: String) -> String {
    switch self {
    case .badCode:
      "Sửa mã trong cột \"\(column)\": mã TTHC có dạng 1.004194, mã dịch vụ công 1.004194.01, "
        + "mã cơ quan H32.16, mã hồ sơ H32.16-230601-0001."
    case .unknownAgency:
      "Cột \"\(column)\" nêu cơ quan chưa có hoặc trùng tên: ghi mã cơ quan, đồng bộ danh sách cơ "
        + "quan, hoặc khai báo tên gọi khác (agencies alias add)."
    case .twoLevels:
      "Cột \"\(column)\" nêu hai mức độ trái nhau: giữ lại một mức độ."
    case .badValue:
      "Giá trị trong cột \"\(column)\" không đọc được: sửa theo mẫu, hoặc để trống nếu chưa rõ."
    case .outsideScope:
      "Dòng nằm ngoài phạm vi của lần đồng bộ (--scope): bỏ dòng hoặc mở rộng phạm vi."
    case .conflict:
      "Có dòng khác cùng khóa nhưng nội dung khác nhau: giữ lại một dòng đúng."
    case .unknownProcedure:
      "Cột \"\(column)\" nêu TTHC chưa có trong danh mục: sửa mã, hoặc đồng bộ danh mục TTHC trước."
    case .badDates:
      "Cột \"\(column)\": ngày hẹn trả, kết thúc hoặc trả trước ngày tiếp nhận (hoặc trả trước khi "
        + "kết thúc): sửa lại ngày."
    case .statusChange:
      "Cột \"\(column)\": trạng thái này không thể tiếp theo trạng thái đã ghi nhận của hồ sơ: kiểm "
        + "tra trạng thái và thời điểm cập nhật."
    }
  }

  /// What the user is told to do, in English.
  public func adviceEn(column: String) -> String {
    switch self {
    case .badCode:
      "Correct the code in column \"\(column)\": a procedure code looks like 1.004194, a service "
        + "code like 1.004194.01, an agency code like H32.16, a dossier code like "
        + "H32.16-230601-0001."
    case .unknownAgency:
      "Column \"\(column)\" names an agency that is not loaded, or that is not the only one of "
        + "that name: give its code, sync the agencies, or add an alias (agencies alias add)."
    case .twoLevels:
      "Column \"\(column)\" names two levels that contradict each other: keep one."
    case .badValue:
      "The value in column \"\(column)\" cannot be read: correct it as in the template, or leave "
        + "it empty if it is not known."
    case .outsideScope:
      "The row lies outside the scope of the run (--scope): remove it or widen the scope."
    case .conflict:
      "Another row has the same key and different content: keep the right one."
    case .unknownProcedure:
      "Column \"\(column)\" names a procedure that no catalog has brought: correct the code, or "
        + "sync the catalog first."
    case .badDates:
      "Column \"\(column)\": the dossier is due, finished or returned before it was received, or "
        + "returned before it was finished: correct the dates."
    case .statusChange:
      "Column \"\(column)\": this status cannot follow the recorded one of the dossier: check the "
        + "status and the time of the update."
    }
  }
}
