public import Procedures

extension EventSnapshot {
  /// The figure of an indicator that outside sources measure, from the observations that bear its
  /// id, and a group for each scope where a split by agency is asked for.
  ///
  /// - The scope is the authority, by its code or its name, or what the filter on agency says: a
  ///   code or the source's own label.
  /// - The period is the one asked for, by its text, else the latest that has ended by the date,
  ///   else the latest that has begun. Other texts than periods answer only where they are asked.
  /// - Of several sources the first by name is the figure: its flag is `source=NAME`, and
  ///   `several_sources` where there are more.
  /// - Where a source gives a percentage only, the counts are those of its exact decimal
  ///   (84.25 is 8425 of 10,000), flagged `observed_value`.
  ///
  /// Throws as ``question(_:on:)`` does, and `unknown_value` for a filter that names neither an
  /// agency nor a scope of any observation.
  public func observed(
    _ query: IndicatorQuery, on day: CalendarDay, _ observations: [Observation],
    held: [HeldEvent] = [], flags: [String] = []
  ) throws(IndicatorError) -> IndicatorResult {
    let indicator = try Indicator.asked(by: query)
    guard case .observed = indicator.measure else {
      throw IndicatorError(
        .unknownIndicator, "\(indicator.id) is not measured by outside sources",
        vi: "\(indicator.id) không do nguồn bên ngoài đo")
    }
    let own = observations.filter { $0.indicator == indicator.id }
    let scopes = ObservedScopes(own, catalog: catalog)
    let asked = try query.filters[.agency].map { (text) throws(IndicatorError) in
      try scopes.asked(text, indicator: indicator)
    }
    func figure(_ scope: String?) -> IndicatorFigure {
      var receipt = ObservedReceipt(query: query, day: day, indicator: indicator)
      receipt.choose(from: own.filter { scopes.isOf($0, scope) })
      let days = receipt.days
      return receipt.figure(
        scope: scope, catalog: catalog,
        held: held.count { held in days.map { held.touches($0.0, $0.1) } ?? true }, flags: flags)
    }
    guard query.by == .agency else { return IndicatorResult(figure: figure(asked)) }
    let keys = asked.map { key in scopes.keys.filter { $0 == key } } ?? scopes.keys
    return IndicatorResult(
      figure: figure(asked), by: .agency,
      groups: keys.map { key in
        IndicatorGroup(key: key, label: scopes.label(of: key), figure: figure(key))
      })
  }
}

/// The scopes of observations, as filters name them.
private struct ObservedScopes {
  let keys: [String]
  private let catalog: CatalogSnapshot
  private let authority: Set<String>

  init(_ observations: [Observation], catalog: CatalogSnapshot) {
    self.catalog = catalog
    let root = catalog.agencies.position(of: catalog.authority)
    authority = Set(
      [catalog.authority.text]
        + [root.map { Self.key(catalog.agencies.nodes[$0].name) }].compactMap { $0 })
    let own = authority
    let code = catalog.authority.text
    keys = Set(
      observations.map { observation in
        let key = Self.key(observation.scope)
        return own.contains(key) ? code : key
      }
    ).sorted()
  }

  /// A code in its normal form, else the label with single blanks.
  static func key(_ text: String) -> String {
    AgencyCode(text)?.text ?? CatalogIndex.normalised(text)
  }

  func isOf(_ observation: Observation, _ scope: String?) -> Bool {
    let key = Self.key(observation.scope)
    guard let scope, !authority.contains(scope) else { return authority.contains(key) }
    return key == scope
  }

  func asked(_ text: String, indicator: Indicator) throws(IndicatorError) -> String {
    let key = Self.key(text)
    if authority.contains(key) { return catalog.authority.text }
    if keys.contains(key) { return key }
    if let code = AgencyCode(text), catalog.agencies.position(of: code) != nil { return key }
    let known = keys.prefix(12).joined(separator: ", ")
    throw IndicatorError(
      .unknownValue,
      "no agency and no observation of \(indicator.id) has the scope \"\(text.excerpt)\"; "
        + "observed is \(known.isEmpty ? "nothing" : known)",
      vi: "không có cơ quan nào và không có số liệu nào của \(indicator.id) có phạm vi "
        + "\"\(text.excerpt)\"; "
        + (known.isEmpty ? "chưa có số liệu nào" : "có số liệu của \(known)"))
  }

  func label(of key: String) -> String {
    guard let code = AgencyCode(key), let position = catalog.agencies.position(of: code) else {
      return key
    }
    return catalog.agencies.nodes[position].name
  }
}

/// The choice among the observations of one scope.
private struct ObservedReceipt {
  let query: IndicatorQuery
  let day: CalendarDay
  let indicator: Indicator
  private var period: Period?
  private var sources: [Observation] = []

  init(query: IndicatorQuery, day: CalendarDay, indicator: Indicator) {
    self.query = query
    self.day = day
    self.indicator = indicator
  }

  /// The days of the period that was found or asked for.
  var days: (Int32, Int32)? {
    (period ?? query.period).map { ($0.first.daysSince2000, $0.last.daysSince2000) }
  }

  mutating func choose(from observations: [Observation]) {
    let calendar = query.calendar
    let dated = observations.compactMap { observation in
      (try? Period(observation.period, calendar: calendar)).map { (period: $0, observation) }
    }
    let chosen: Period?
    if let asked = query.period {
      chosen = asked
    } else {
      func latest(_ periods: [Period]) -> Period? {
        periods.max { ($0.last, $1.first) < ($1.last, $0.first) }
      }
      let periods = dated.map(\.period)
      chosen =
        latest(periods.filter { $0.last <= day }) ?? latest(periods.filter { $0.first <= day })
    }
    period = chosen
    sources = dated.filter { $0.period == chosen }.map(\.1).sorted { $0.source < $1.source }
  }

  func figure(
    scope: String?, catalog: CatalogSnapshot, held: Int, flags: [String]
  ) -> IndicatorFigure {
    var flags = flags
    var share: (Int, Int) = (0, 0)
    if let first = sources.first {
      flags.append("source=\(first.source)")
      if sources.count > 1 { flags.append("several_sources") }
      if let numerator = first.numerator, let denominator = first.denominator {
        share = (Int(numerator), Int(denominator))
      } else if let value = first.value, let exact = Self.share(ofPercent: value) {
        flags.append("observed_value")
        share = exact
      }
      // A score above 100 or a part above its whole is no share, and none is made of it.
      if share.0 < 0 || share.0 > share.1 {
        flags.append("no_share")
        share = (0, 0)
      }
    }
    if query.calendar == .report, query.period != nil { flags.append("calendar=report") }
    return IndicatorFigure(
      indicator: indicator.id, version: indicator.version, count: indicator.defaultCount,
      scope: FigureScope(authority: catalog.authority.text, agency: scope, filters: [:]),
      period: (period ?? query.period)?.description,
      validOn: min(day, period?.last ?? day), knownOn: catalog.knownOn,
      tally: Tally(
        numerator: share.0, denominator: share.1, unknown: 0, held: held, excluded: 0,
        inScope: share.1),
      dataVersion: catalog.dataVersion, flags: flags.sorted())
  }

  /// 84.25 as 8425 of 10,000; nil for what is no plain decimal of at most 12 digits.
  static func share(ofPercent text: String) -> (Int, Int)? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), !parts[0].isEmpty,
      text.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) }),
      text.utf8.count <= 13, let digits = Int(parts.joined())
    else { return nil }
    let scale = parts.count == 2 ? parts[1].utf8.count : 0
    return (digits, (0..<scale).reduce(100) { whole, _ in whole * 10 })
  }
}
