import Intake
import Postgres
import Procedures

/// Does the runs of one register again.
struct ReplayedRegister: Sendable {
  /// Name of the register's source.
  let name: String
  /// Reads the action from the bytes of the run, enters the run in the tables that names lead to,
  /// under the number that comes next, and carries the action out.
  let apply: @Sendable (RecordedRun, [UInt8], borrowing PostgresConnection) async throws -> Void

  /// The registers that this program keeps.
  static func all(of authority: Authority) -> [ReplayedRegister] {
    [
      (SourceRegister.registerName, SourceRegister.actions),
      (AliasRegister.registerName, AliasRegister.actions),
      (AdoptionRegister.registerName, AdoptionRegister.actions),
      (TaskRegister.registerName, TaskRegister.actions),
      (ExclusionRegister.registerName, ExclusionRegister.actions),
      (ClosedPeriodRegister.registerName, ClosedPeriodRegister.actions),
      (TokenRegister.registerName, TokenRegister.actions),
    ].map { name, actions in
      ReplayedRegister(name: name) { run, bytes, connection in
        let action = try RegisterJSON.action(bytes, among: actions)
        let ledger = try RegisterRun.ledger(
          of: SourceFile(name: run.location, contents: bytes), register: name,
          authority: authority,
          RegisterRequest(
            startedBy: run.startedBy, program: run.program, startedAt: run.startedAt))
        _ = try await RegisterRun.carryOut(
          action, authority: authority, ledger: ledger, on: connection)
      }
    }
  }
}

extension RunReplayer {
  /// Does one run again under its own number; nil where it was refused. What it decided then is
  /// decided: the guard is open.
  func apply(
    _ run: RecordedRun, _ material: Material, on connection: borrowing PostgresConnection
  ) async throws -> ChangeDigest? {
    try await connection.transaction { connection in
      try await connection.execute(ReplayScratch.lookUpScratch)
      try await connection.execute(RunLedger.prepareTransaction)
      try await connection.execute(ReplayScratch.nextRun(run.id))
      guard try await perform(run, material, on: connection) else { return nil }
      try await PendingRestatements(authority: authority).record(run: run.id, on: connection)
      let digest = try await ChangeDigest.compute(
        authority: authority.id, run: run.id, on: connection)
      return digest.first ?? .nothing(run: run.id)
    }
  }

  private func perform(
    _ run: RecordedRun, _ material: Material, on connection: borrowing PostgresConnection
  ) async throws -> Bool {
    if let reverted = run.reverts {
      let found = try await RecordedRun.load(
        authority: authority.id, run: reverted, on: connection)
      guard let target = found.first else { throw unknown(run, "it takes back an unknown run") }
      let ledger = RunReverter.ledger(
        authority: authority.id, run: target, startedBy: run.startedBy, program: run.program,
        startedAt: run.startedAt, keepDays: 0)
      _ = try await RunReversal(authority: authority, run: target)
        .perform(ledger: ledger, on: connection)
      return true
    }
    guard case .source(let file, let profile) = material else {
      throw unknown(run, "it has no bytes")
    }
    switch run.kind {
    case "agencies":
      let custom = try profile.map { try AgencyProfile(json: $0, file: run.profile) }
      let ledger = try ledger(of: run, file: file, profile: profile)
      let decision = try await AgencySync(pool: pool, authority: authority)
        .perform(file, profile: custom ?? .standard, ledger: ledger, on: connection)
      return decision.isKept
    case "catalog":
      let custom = try profile.map { try CatalogProfile(json: $0, file: run.profile) }
      let ledger = try ledger(of: run, file: file, profile: profile)
      let source = try await ledger.source(on: connection)
      let work = CatalogRun(
        authority: authority, ledger: ledger, source: source,
        agencyVersion: try await ledger.agencyVersion(on: connection),
        last: try await ledger.last(source: source, on: connection))
      return try await work.perform(file, profile: custom ?? .standard, on: connection).isKept
    case FactKind.dossiers.rawValue, FactKind.payments.rawValue, FactKind.results.rawValue,
      FactKind.observations.rawValue:
      let ledger = try ledger(of: run, file: file, profile: nil)
      return try await FactReplay(authority: authority, layout: run.layout)
        .perform(file, ledger, on: connection)
    default:
      guard let register = registers.first(where: { $0.name == run.sourceName }) else {
        throw unknown(run, "this program does not know how \(run.kind)/\(run.sourceName) is done")
      }
      try await register.apply(run, try file.bytes(at: 0, count: 1 << 24), connection)
      return true
    }
  }

  private func ledger(
    of run: RecordedRun, file: SourceFile, profile: [UInt8]?
  ) throws -> RunLedger {
    let (sha256, size) = try file.digest()
    var limits = GuardLimits()
    limits.withdrawals = GuardLimits.Limit(atLeast: .max, percent: 100)
    limits.withdrawalsOfAgency = limits.withdrawals
    limits.fewerRows = limits.withdrawals
    limits.lostValues = limits.withdrawals
    let request = SyncRequest(
      source: run.sourceName, demonstration: run.flags.contains("demonstration"),
      scope: run.scopeAgency, effective: run.effective,
      effectiveWasGiven: run.flags.contains("effective="), sheet: run.sheet,
      allowWithdrawals: .max,
      allowChanges: .max, limits: limits, startedBy: run.startedBy, program: run.program,
      startedAt: run.startedAt)
    return RunLedger(
      authority: authority.id, kind: run.kind, request: request, location: run.location,
      profile: run.profile, sha256: sha256, size: size, profileBytes: profile)
  }

  private func unknown(_ run: RecordedRun, _ reason: String) -> StoreError {
    StoreError(.missing, "do run \(run.id) of \(run.kind)/\(run.sourceName) again: \(reason)")
  }
}

extension SyncDecision {
  /// Whether what was done becomes visible.
  var isKept: Bool {
    switch self {
    case .keep: true
    case .drop: false
    }
  }
}
