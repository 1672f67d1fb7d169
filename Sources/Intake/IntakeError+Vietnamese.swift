extension IntakeError {
  /// The sentence in Vietnamese, for people who posted the source: the file, the line, what
  /// happened, what to do. It is worded by the fault and does not name the cells that the English
  /// one does.
  public var vietnamese: String {
    let place = line.map { "\(file), dòng \($0)" } ?? file
    return "không đọc được \(place): \(fault.vietnamese)"
  }
}

extension IntakeError.Fault {
  /// What happened and what to do.
  var vietnamese: String {
    switch self {
    case .missing: "không có tệp này"
    case .directory: "đây là thư mục, không phải tệp"
    case .notPermitted: "không có quyền mở tệp"
    case .notRegular: "đây không phải tệp thường"
    case .openFailed: "không mở được tệp"
    case .readFailed: "đọc giữa chừng thì lỗi; hãy thử lại"
    case .html: "đây là trang web, không phải bảng; hãy tải hoặc xuất lại bảng"
    case .pdf: "đây là tệp PDF; hãy lưu bảng dưới dạng .xlsx hoặc CSV UTF-8"
    case .oldExcel: "đây là tệp Office cũ (.xls); hãy lưu dưới dạng .xlsx hoặc CSV UTF-8"
    case .notText: "nội dung không phải văn bản UTF-8 đọc được; hãy lưu dưới dạng CSV UTF-8"
    case .cutInQuotes: "tệp kết thúc giữa một ô trong dấu nháy; hãy xuất lại đầy đủ"
    case .cutInRow: "tệp kết thúc giữa một dòng; hãy xuất lại đầy đủ"
    case .cellTooLong: "có ô quá dài; hãy rút ngắn"
    case .rowTooLong: "có dòng quá dài; đây không phải bảng cần nhập"
    case .badJSON: "JSON sai cú pháp hoặc sai hình thức; hãy sửa hoặc xuất lại"
    case .cutJSON: "JSON bị cắt giữa chừng; hãy xuất lại đầy đủ"
    case .missingPages: "thiếu trang; hãy lấy đủ mọi trang"
    case .duplicateKey: "một khóa JSON xuất hiện hai lần trong cùng một mục; hãy sửa"
    case .portalError: "cổng trả về thông báo lỗi thay cho dữ liệu; hãy lấy lại"
    case .noTable: "không có bảng nào trong đó"
    case .severalTables: "có nhiều mảng có thể là bảng; hãy để mảng cần nhập thành tệp riêng"
    case .badWorkbook: "bảng tính bị hỏng; hãy mở, lưu lại hoặc xuất lại"
    case .cutWorkbook: "bảng tính bị cắt giữa chừng; hãy tải hoặc xuất lại"
    case .notWorkbook: "đây không phải bảng tính .xlsx; hãy lưu dưới dạng .xlsx hoặc CSV UTF-8"
    case .encryptedWorkbook: "bảng tính có mật khẩu; hãy lưu không có mật khẩu"
    case .binaryWorkbook: "đây là bảng tính .xlsb; hãy lưu dưới dạng .xlsx hoặc CSV UTF-8"
    case .workbookTooLarge: "bảng tính vượt giới hạn cho phép; hãy lưu dưới dạng CSV UTF-8"
    case .empty: "tệp rỗng; hãy xuất lại"
    case .headerOnly: "dưới dòng tiêu đề không có dòng dữ liệu nào; hãy xuất lại bảng"
    case .bannerOnly: "chỉ có phần giới thiệu, không có dòng dữ liệu nào; hãy xuất lại bảng"
    case .noHeader: "không nhận ra dòng tiêu đề cột, hoặc thiếu một cột bắt buộc"
    case .ambiguousColumns: "có hai cột cùng một nghĩa; hãy bỏ hoặc đổi tên một cột"
    case .ambiguousSheet: "bảng tính có nhiều trang có thể là bảng; hãy nêu trang bằng sheet"
    case .noSheet: "bảng tính không có trang được nêu"
    case .badProfile: "tệp mô tả cột không hợp với nội dung này"
    }
  }
}
