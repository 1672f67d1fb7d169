import Intake
import Procedures

/// A reader of facts, whatever their kind.
protocol FactReading<Record> {
  associatedtype Record: Hashable & Sendable

  /// The next row; nil after the last one.
  mutating func next() throws(IntakeError) -> FactEvent<Record>?
  /// Records of the file below its header.
  var read: Int { get }
  /// Blank rows, titles, totals, repeated headers.
  var nonData: Int { get }
  /// Headings of columns that were not read.
  var dropped: [String] { get }
  var warnings: [IntakeWarning] { get }
  /// What each column was taken for, for people.
  var recognitionText: String { get }
  var layout: SourceLayout { get }
  /// Also hands each row, without anything personal, to `sink`.
  mutating func redacted(
    into sink: @escaping @Sendable ([UInt8]) throws(IntakeError) -> Void)
}

/// What rows of facts are read by.
struct FactMaterial: Sendable {
  let directories: FactDirectories
  let holidays: HolidayCalendar
  /// Times after this one are faults of the source.
  let latest: Instant
}

extension DossierReader: FactReading {
  var recognitionText: String { recognition.description }
  var layout: SourceLayout { SourceLayout(recognition) }

  init(
    _ material: FactMaterial, _ file: SourceFile, _ profile: FactProfile, sheet: String?
  ) throws(IntakeError) {
    try self.init(
      file: file, profile: profile, sheet: sheet, agencies: material.directories.agencies,
      procedures: material.directories.procedures, holidays: material.holidays,
      latest: material.latest)
  }
}

extension PaymentReader: FactReading {
  var recognitionText: String { recognition.description }
  var layout: SourceLayout { SourceLayout(recognition) }

  init(
    _ material: FactMaterial, _ file: SourceFile, _ profile: FactProfile, sheet: String?
  ) throws(IntakeError) {
    try self.init(
      file: file, profile: profile, sheet: sheet, agencies: material.directories.agencies,
      procedures: material.directories.procedures, latest: material.latest)
  }
}

extension ResultReader: FactReading {
  var recognitionText: String { recognition.description }
  var layout: SourceLayout { SourceLayout(recognition) }

  init(
    _ material: FactMaterial, _ file: SourceFile, _ profile: FactProfile, sheet: String?
  ) throws(IntakeError) {
    try self.init(
      file: file, profile: profile, sheet: sheet, agencies: material.directories.agencies,
      procedures: material.directories.procedures, latest: material.latest)
  }
}

extension ObservationReader: FactReading {
  var recognitionText: String { recognition.description }
  var layout: SourceLayout { SourceLayout(recognition) }

  init(
    _ material: FactMaterial, _ file: SourceFile, _ profile: FactProfile, sheet: String?
  ) throws(IntakeError) {
    try self.init(
      file: file, profile: profile, sheet: sheet, agencies: material.directories.agencies,
      procedures: material.directories.procedures, latest: material.latest)
  }
}
