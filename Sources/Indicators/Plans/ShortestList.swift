/// The fewest rows that would reach a goal, in the order in which they cost least.
public enum ShortestList {
  /// A row that is missing from a numerator.
  public struct Candidate: Hashable, Sendable {
    /// Code of the procedure.
    public let procedure: String
    /// Code of the agency, where offerings are counted.
    public let agency: String?
    /// How many changes make it count, the nearest first; at least 1.
    public let changes: Int
    /// Name of the procedure for people.
    public let name: String

    /// A missing row.
    public init(procedure: String, agency: String? = nil, changes: Int, name: String = "") {
      precondition(changes >= 1, "a missing row needs a change")
      self.procedure = procedure
      self.agency = agency
      self.changes = changes
      self.name = name
    }
  }

  /// The first `count` rows in an order that needs fewest changes; rows that need as many stand in
  /// the order of their codes. All of them where there are fewer.
  public static func pick(_ candidates: [Candidate], count: Int) -> [Candidate] {
    Array(
      candidates.sorted {
        ($0.changes, $0.procedure, $0.agency ?? "") < ($1.changes, $1.procedure, $1.agency ?? "")
      }.prefix(max(0, count)))
  }
}
