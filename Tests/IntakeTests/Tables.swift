import Intake
import Procedures

/// A seeded generator: SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

extension SourceFile {
  /// A table written in the test.
  init(_ text: String, name: String = "table.csv") {
    self.init(name: name, contents: Array(text.utf8))
  }
}

/// A whole catalog, read to its end.
struct ReadCatalog {
  var records: [CatalogRecord] = []
  var held: [HeldCatalogRow] = []
  var reader: CatalogReader

  var procedures: [ProcedureDeclaration] { reader.procedures }

  init(
    _ text: String, agencies: AgencyDirectory = .sample, maxRows: Int = 4096
  ) throws {
    try self.init(SourceFile(text), agencies: agencies, maxRows: maxRows)
  }

  init(_ file: SourceFile, agencies: AgencyDirectory = .sample, maxRows: Int = 4096) throws {
    reader = try CatalogReader(file: file, agencies: agencies)
    while let batch = try reader.nextBatch(maxRows: maxRows) {
      for event in batch {
        switch event {
        case .record(let record): records.append(record)
        case .held(let row): held.append(row)
        }
      }
    }
  }
}

extension AgencyDirectory {
  /// Three agencies of Khánh Hòa, one with an alias, two that bear one name, one with commas.
  static let sample = AgencyDirectory(
    agencies: [
      (1, "H32.08", ["Sở Khoa học và Công nghệ - tỉnh Khánh Hòa", "Sở KH&CN"]),
      (2, "H32.16", ["Sở Tư pháp - tỉnh Khánh Hòa"]),
      (3, "H32.204", ["UBND phường Bắc Nha Trang"]),
      (4, "H32.201.1", ["Lãnh đạo UBND phường"]),
      (5, "H32.202.1", ["Lãnh đạo UBND phường"]),
      (6, "G12.56", ["Thuế tỉnh, thành phố"]),
    ].compactMap { id, text, names in AgencyCode(text).map { (Int64(id), $0, names) } })
}

extension OfferingAttributes {
  /// Attributes of which some are set.
  static func with(_ change: (inout OfferingAttributes) -> Void) -> OfferingAttributes {
    var attributes = OfferingAttributes()
    change(&attributes)
    return attributes
  }
}

/// The fault that a closure throws; nil where it throws none.
func fault(_ body: () throws -> Void) -> IntakeError.Fault? {
  do {
    try body()
    return nil
  } catch {
    return (error as? IntakeError)?.fault
  }
}
