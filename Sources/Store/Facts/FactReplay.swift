import Intake
import Postgres
import Procedures

/// Does an import again from its redacted copy.
struct FactReplay {
  let authority: Authority
  /// How the source itself was laid out, which held rows name.
  let layout: SourceLayout

  /// Whether it was applied.
  func perform(
    _ file: SourceFile, _ ledger: RunLedger, on connection: borrowing PostgresConnection
  ) async throws -> Bool {
    guard let kind = FactKind(rawValue: ledger.kind) else { return false }
    let profile = FactProfile.redacted(kind)
    switch kind {
    case .dossiers:
      return try await again(DossierTable.self, ledger, on: connection) { material in
        try DossierReader(material, file, profile, sheet: nil)
      }
    case .payments:
      return try await again(PaymentTable.self, ledger, on: connection) { material in
        try PaymentReader(material, file, profile, sheet: nil)
      }
    case .results:
      return try await again(ResultTable.self, ledger, on: connection) { material in
        try ResultReader(material, file, profile, sheet: nil)
      }
    case .observations:
      return try await again(ObservationTable.self, ledger, on: connection) { material in
        try ObservationReader(material, file, profile, sheet: nil)
      }
    }
  }

  private func again<Table: FactTable, Reader: FactReading<Table.Record>>(
    _ table: Table.Type, _ ledger: RunLedger, on connection: borrowing PostgresConnection,
    _ open: (FactMaterial) throws -> Reader
  ) async throws -> Bool {
    let work = FactRun<Table>(
      authority: authority, ledger: ledger, source: try await ledger.source(on: connection),
      version: 0)
    var reader = try open(try await FactMaterial.load(for: ledger, authority, on: connection))
    return try await work.perform(&reader, layout: layout, kept: { nil }, on: connection).isKept
  }
}

extension FactMaterial {
  static func load(
    for ledger: RunLedger, _ authority: Authority, on connection: borrowing PostgresConnection
  ) async throws -> FactMaterial {
    // Clocks differ by hours at most; a day more is no clock but a fault.
    let day: Int64 = 86_400_000_000
    return FactMaterial(
      directories: try await FactDirectories.load(
        authority: authority, from: ledger.request.effective, on: connection),
      holidays: try await HolidayRegister.calendar(authority: authority.id, on: connection),
      latest: ledger.request.startedAt.advanced(by: day))
  }
}
