import Procedures
import Testing

@testable import Intake

@Suite("Dossiers of the national message") struct DossierMessageTests {
  @Test func `a message of DongBoHoSoMC becomes dossiers without the people in it`() throws {
    let facts = try Facts.dossiers(SourceFile(Self.message, name: "m.json"))

    var flags = DossierFlags()
    flags[.feeDue] = .yes
    flags[.paid] = .yes
    flags[.paidOnline] = .yes
    flags[.componentsDigitized] = .yes
    flags[.resultElectronic] = .yes
    flags[.dataReused] = .yes
    flags[.storageConnected] = .no
    let first = Dossier(
      code: "H32.16-230601-0001", procedure: 1, agency: 2, channel: .online, status: .returned,
      receivedAt: Facts.at("2023-06-01", "08:00:00"), dueAt: Facts.at("2023-06-16", "17:00:00"),
      finishedAt: Facts.at("2023-06-17", "10:00:00"),
      returnedAt: Facts.at("2023-06-18", "09:00:00"),
      eventAt: try #require(Facts.at("2023-06-18", "09:00:00")), supplements: 1,
      supplementMicroseconds: 2 * 86_400_000_000, flags: flags)
    var open = DossierFlags()
    open[.feeDue] = .no
    open[.paidOnline] = .no
    open[.componentsDigitized] = .no
    open[.resultElectronic] = .no
    open[.dataReused] = .no
    open[.storageConnected] = .no
    let second = Dossier(
      code: "H32.16-230601-0002", procedure: 2, agency: 2, channel: .direct,
      status: .awaitingSupplement, receivedAt: Facts.at("2023-06-01", "08:00:00"),
      dueAt: Facts.at("2023-06-16", "17:00:00"),
      eventAt: try #require(Facts.at("2023-06-05", "08:00:00")), supplements: 1,
      supplementAskedAt: Facts.at("2023-06-05", "08:00:00"), flags: open)
    #expect(facts.records == [first, second])
    #expect(facts.rows.map(\.outcome?.nationalClass) == [.early, nil])
    #expect(facts.rows.map(\.outcome?.nationalDueDay) == [nil, DossierOutcome.unlimited])
    #expect(
      facts.dropped == [
        "ChuHoSo", "SoGiayToChuHoSo", "SoDienThoai", "TrichYeuHoSo", "GhiChu", "DinhDanhCHS",
      ])
  }

  private static let message = """
    {"service": "DongBoHoSoMC", "isUpdating": "False", "session": "s", "madonvi": "H32",
     "data": [
      {"MaHoSo": "H32.16-230601-0001", "MaTTHC": "1.000001", "TenTTHC": "Cấp phép",
       "KenhThucHien": "2", "ChuHoSo": "Nguyễn Văn A", "SoGiayToChuHoSo": "056090001234",
       "SoDienThoai": "0905123456", "TrichYeuHoSo": "Hồ sơ của ông Nguyễn Văn A", "GhiChu": "",
       "NgayTiepNhan": "20230601080000", "NgayHenTra": "20230616170000",
       "TrangThaiHoSo": "10", "NgayTra": "20230618090000", "NgayKetThucXuLy": "20230617100000",
       "DonViXuLy": "H32.16", "HoSoCoThanhPhanSoHoa": "0", "DuocThanhToanTrucTuyen": "1",
       "NgayTuChoi": "", "NgayNopHoSo": "20230531200000",
       "DinhDanhCHS": [{"LoaiDinhDanh": "1", "SoDinhDanh": "056090001234"}],
       "TaiLieuNop": [
        {"TenTepDinhKem": "CCCD Nguyễn Văn A.pdf", "IsDeleted": "True", "DuocLayTuKhoDMQG": "1"},
        {"DuongDanTaiTepTin": "https://x/1", "DuocTaiSuDung": "1", "DuocLayTuKhoDMQG": "0"}],
       "DanhSachLePhi": [{"Gia": "0"}, {"Gia": "50.000"}],
       "DanhSachHoSoBoSung": [
        {"NgayBoSung": "20230605080000", "NgayTiepNhanBoSung": "20230607080000"}],
       "DanhSachGiayToKetQua": [{"TenGiayTo": "GP", "DuongDanTepTinKetQua": "https://x/2"}]},
      {"MaHoSo": "H32.16-230601-0002", "MaTTHC": "1.000002", "TenTTHC": "Cấp phép",
       "KenhThucHien": null, "ChuHoSo": "Lê Thị C", "SoGiayToChuHoSo": "",
       "SoDienThoai": "", "TrichYeuHoSo": "", "GhiChu": "gọi 0905123456",
       "NgayTiepNhan": "20230601080000", "NgayHenTra": "20230616170000",
       "TrangThaiHoSo": 5, "NgayTra": "", "NgayKetThucXuLy": "", "DonViXuLy": "H32.16",
       "HoSoCoThanhPhanSoHoa": "", "DuocThanhToanTrucTuyen": "0", "NgayTuChoi": "",
       "NgayNopHoSo": "", "DinhDanhCHS": [], "TaiLieuNop": [], "DanhSachLePhi": [{"Gia": 0}],
       "DanhSachHoSoBoSung": [{"NgayBoSung": "20230605080000", "NgayTiepNhanBoSung": ""}],
       "DanhSachGiayToKetQua": []}
     ]}
    """

  @Test func `nothing of the people in a message is kept`() throws {
    let everything = try Facts.dossiers(SourceFile(Self.message, name: "m.json")).everything

    for secret in ["Nguyễn", "056090001234", "0905123456", "Lê Thị", "gọi", "https"] {
      #expect(!everything.contains(secret))
    }
  }

  @Test(arguments: [
    ("[{\"DuocSoHoa\":\"1\"}]", Ternary.yes), ("[{\"DuongDanTaiTepTin\":\" \"}]", .no),
    ("[]", .no), ("", .unknown), ("null", .unknown),
    ("[{\"DuocSoHoa\":1,\"IsDeleted\":\"True\"}]", .no),
  ])
  func `a component counts as digitized where it is marked so or has a file`(
    cell: String, expected: Ternary
  ) throws {
    let facts = try Facts.dossiers(national("TaiLieuNop", cell))

    #expect(facts.records.map { $0.flags[.componentsDigitized] } == [expected])
  }

  @Test(arguments: [
    ("[{\"Gia\":\"0\"},{\"Gia\":\"1.000\"}]", Ternary.yes), ("[{\"Gia\":\"0\"}]", .no),
    ("[]", .unknown), ("[{\"Gia\":\"0\"},{\"Gia\":\"theo quy định\"}]", .unknown),
  ])
  func `a fee is due where one line is above 0 and none where all are 0`(
    cell: String, expected: Ternary
  ) throws {
    let facts = try Facts.dossiers(national("DanhSachLePhi", cell))

    #expect(facts.records.map { $0.flags[.feeDue] } == [expected])
  }

  @Test(arguments: [
    ("0", Ternary.no, Ternary.unknown), ("1", .yes, .yes), ("2", .yes, .yes),
    ("3", .unknown, .unknown), ("", .unknown, .unknown),
  ])
  func `the national code of payment tells whether it was online`(
    cell: String, online: Ternary, paid: Ternary
  ) throws {
    let facts = try Facts.dossiers(national("DuocThanhToanTrucTuyen", cell))

    #expect(facts.records.map { $0.flags[.paidOnline] } == [online])
    #expect(facts.records.map { $0.flags[.paid] } == [paid])
  }

  @Test(arguments: [
    (
      "[{\"NgayBoSung\":\"20230605080000\",\"NgayTiepNhanBoSung\":\"20230604\"}]", HeldRule.badDates
    ),
    ("[{\"NgayBoSung\":\"hôm qua\"}]", .badValue), ("[{\"NgayBoSung\":\"20260605\"}]", .badValue),
    ("[\"a\"]", .badValue), ("[{", .badValue), ("{}", .badValue),
  ])
  func `a list of supplements that cannot be holds the row and shows nothing`(
    cell: String, rule: HeldRule
  ) throws {
    let facts = try Facts.dossiers(national("DanhSachHoSoBoSung", cell))

    #expect(facts.held.map(\.rule) == [rule])
    #expect(facts.held.map(\.raw) == ["‹\(cell.count) ký tự›"])
  }

  @Test func `a dossier that was refused ended when it was refused`() throws {
    let facts = try Facts.dossiers(
      Facts.csv([
        ["MaHoSo", "MaTTHC", "DonViXuLy", "TrangThaiHoSo", "NgayNopHoSo", "NgayTuChoi"],
        ["HS-1", "1.000001", "H32.16", "3", "20230601080000", "20230602090000"],
      ]))

    #expect(facts.records.map(\.finishedAt) == [Facts.at("2023-06-02", "09:00:00")])
    #expect(facts.rows.map(\.outcome?.ending) == [.refused])
  }

  private func national(_ column: String, _ cell: String) -> SourceFile {
    Facts.csv([
      ["MaHoSo", "MaTTHC", "DonViXuLy", "TrangThaiHoSo", "NgayTiepNhan", column],
      ["HS-1", "1.000001", "H32.16", "4", "20230601080000", cell],
    ])
  }
}
