/// What would happen to one thing that a source speaks of, in the order in which kinds are shown.
///
/// Every row of a plan ends in at least one change: a key that comes, comes back or leaves gives
/// one, a key that stays gives one for each attribute that differs.
public enum ChangeKind: String, Sendable, Hashable, CaseIterable {
  /// Never said before by this source.
  case new
  /// Withdrawn earlier, in force again.
  case returned
  /// Not named any more: not in force from the effective day on.
  case withdrawn
  /// Not named any more, yet kept: a held row may be it, or it has offerings in force.
  case missing
  /// An offering that leaves one agency and comes to exactly one other, for the same procedure and
  /// service, or an agency with another parent. What else differs is listed beside it.
  case moved
  /// A level of a higher class, whatever the scale.
  case levelRaised = "level_raised"
  /// A level of a lower class, whatever the scale.
  case levelLowered = "level_lowered"
  /// A level where none was known.
  case levelKnown = "level_known"
  /// A known level that the source does not know any more.
  case levelUnknown = "level_unknown"
  /// Another name.
  case renamed
  /// Another value of any other attribute, a level of the same class on another scale, or another
  /// first or last day.
  case changed

  /// The place in the order in which kinds are shown.
  var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What kind of thing a change is about.
public enum ChangeSubject: String, Sendable, Hashable, CaseIterable {
  case agency, offering, procedure
}

/// One difference between what a file says and what its source said before.
///
/// Values are text: levels as scale and code (`ND42 full`), answers as `yes`, `no`, `unknown`,
/// means as words with `;` between them or `none`, days as `yyyy-MM-dd`; nil where the source says
/// nothing.
public struct PlannedChange: Sendable, Hashable {
  /// What would happen.
  public var kind: ChangeKind
  /// To what kind of thing.
  public var subject: ChangeSubject
  /// The procedure's code, or the agency's where the change is about an agency.
  public var code: String
  /// The name of that; empty where none is known.
  public var name: String
  /// The agency of an offering; nil for a procedure, a declaration without an agency, an agency.
  public var agencyCode: String?
  /// The name of that agency; empty where none is known.
  public var agencyName: String
  /// The online service of an offering; empty where there is none.
  public var service: String
  /// What differs, as a column of the template; nil where a whole thing comes or leaves.
  public var attribute: String?
  /// What the source said before; for what leaves, its level.
  public var oldValue: String?
  /// What it says now; for what comes, all that is said of it.
  public var newValue: String?
  /// The row of the file as a spreadsheet numbers it; nil for what the file does not name.
  public var row: Int?

  /// The order of complete lists and of the digest: code, agency, service, subject, attribute,
  /// kind, each by code point.
  var orderKey: [String] {
    [code, agencyCode ?? "", service, subject.rawValue, attribute ?? "", kind.rawValue]
  }

  /// All values that decide what would be written, without names and row numbers.
  var canonicalLine: String {
    let parts: [String?] = [
      kind.rawValue, subject.rawValue, code, agencyCode, service, attribute, oldValue, newValue,
    ]
    return parts.map { $0 ?? "\u{1E}" }.joined(separator: "\u{1F}")
  }
}

/// The changes of a plan, as far as they are shown to people: how many of each kind, and the first
/// of each.
public struct ChangeDigestForPeople: Sendable, Hashable {
  /// How many changes of a kind are shown.
  public static let shownOfEachKind = 20

  /// How many changes there are of each kind; kinds without any are left out.
  public var counts: [ChangeKind: Int] = [:]
  /// The first of each kind, ordered by kind, code, agency and service.
  public var first: [PlannedChange] = []
  /// SHA-256 over the SHA-256 of each change of the complete, ordered list, in hexadecimal digits:
  /// two plans with the same digest write the same.
  public var digest: String = ""

  /// How many changes there are in all.
  public var total: Int { counts.values.reduce(0, +) }
}
