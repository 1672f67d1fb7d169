import Procedures

/// A query over events, resolved: what has to be read, and how it is put together.
public struct EventQuestion: Sendable {
  let query: IndicatorQuery
  let indicator: Indicator
  /// The fact whose events are read.
  public let fact: IndicatorFact
  let formula: EventFormula
  /// The days.
  public let window: EventWindow
  let channel: ChannelKey?
  let scope: CatalogScope
  let snapshot: EventSnapshot

  /// The counts to be read.
  public var measures: [EventMeasure] { formula.measures }

  /// Whether rows must say their agency. Without it the scope still ends at the authority's root.
  public var needsAgency: Bool {
    query.by == .agency || query.by == .tier || query.filters[.agency] != nil
      || query.filters[.tier] != nil
  }

  /// Whether rows must say their procedure.
  public var needsProcedure: Bool {
    query.by == .field || query.by == .procedure || query.filters[.field] != nil
      || query.filters[.procedure] != nil
  }

  /// Whether rows must say their channel.
  public var needsChannel: Bool {
    fact == .dossiers && (formula.needsChannel || query.by == .channel || channel != nil)
  }

  /// Positions of the agencies to which reading may be limited; nil where any may matter.
  public var agencies: [Int]? {
    guard scope.asksAgency || (scope.tier != nil && query.by != .tier) else { return nil }
    return snapshot.catalog.agencies.nodes.indices.filter { scope.agencies[$0 + 1] }
  }

  /// Positions of the procedures to which reading may be limited; nil where any may matter.
  public var procedures: [Int]? {
    guard query.filters[.field] != nil || query.filters[.procedure] != nil else { return nil }
    return snapshot.catalog.procedures.indices.filter {
      scope.admits(procedure: $0, field: snapshot.index.fieldOf[$0])
    }
  }

  /// Whether events count that name no procedure.
  public var admitsNoProcedure: Bool {
    scope.procedure == nil && (scope.field == nil || scope.field == 0)
  }

  /// Positions of the agencies outside the scope; rows without an agency may be read where there
  /// are none, or after theirs were taken away.
  public var agenciesOutside: [Int] {
    snapshot.catalog.agencies.nodes.indices.filter { !scope.agencies[$0 + 1] }
  }

  /// The figure and its groups. `held` are the quarantined rows of the fact's sources, `flags` what
  /// every figure carries besides its own.
  public func result(
    _ rows: EventRows, held: [HeldEvent], flags: [String] = []
  ) -> IndicatorResult {
    EventEvaluation(question: self, rows: rows, held: held, flags: flags).result()
  }
}
