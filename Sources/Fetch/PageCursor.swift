/// Decides after each page whether there is another one, and which.
struct PageCursor {
  enum Step: Sendable, Hashable {
    case done
    case number(Int)
    /// An address as the server wrote it, perhaps relative.
    case link(String)
  }

  /// What is wrong with the pages, as the end of a sentence.
  struct Problem: Error, Sendable, Hashable {
    let reason: String
  }

  let paging: Paging
  private(set) var pages = 0
  private(set) var rows = 0
  private var number: Int

  init(_ paging: Paging) {
    self.paging = paging
    if case .numbered(let pages) = paging { number = pages.first } else { number = 0 }
  }

  /// Whether the answers must be JSON.
  var needsJSON: Bool {
    if case .none = paging { false } else { true }
  }

  /// What ``advance(findings:links:)`` wants to know of each page.
  var paths: [JSONPath] {
    switch paging {
    case .none, .linkHeader: []
    case .numbered(let pages): [pages.rowsAt] + (pages.totalAt.map { [$0] } ?? [])
    case .next(let path, _): [path]
    }
  }

  /// The step after a page, from what stands at ``paths`` and in its Link headers.
  mutating func advance(
    findings: [JSONProbe.Finding], links: [String]
  ) throws(Problem) -> Step {
    pages += 1
    switch paging {
    case .none: return .done
    case .linkHeader:
      guard let next = LinkHeader.next(in: links) else { return .done }
      return .link(next)
    case .next(let path, let mayBeAbsent):
      switch findings[0] {
      case .value(.text(let link)) where !link.isEmpty: return .link(link)
      case .value(.null), .value(.text): return .done
      case .absent where pages > 1 || mayBeAbsent: return .done
      case .absent:
        throw Problem(
          reason: "it has nothing at \(path), where the next page's address should stand; check "
            + "next_at, or write \"may_be_absent\": true if a single page lacks it")
      default:
        throw Problem(reason: "what stands at \(path) is no address of a next page; check next_at")
      }
    case .numbered(let plan):
      let count = try rowCount(findings[0], plan)
      rows += count
      let total = try plan.totalAt == nil ? nil : self.total(findings[1], plan)
      guard try !isLast(count, total, plan) else { return .done }
      number += 1
      return .number(number)
    }
  }

  private func isLast(
    _ count: Int, _ total: Int?, _ plan: NumberedPages
  ) throws(Problem) -> Bool {
    let ends: Bool
    switch plan.stop {
    case .empty: ends = count == 0
    case .short: ends = count < (plan.size?.rows ?? 0)
    case .total: ends = rows == total || count == 0
    }
    if let total, rows > total || (ends && rows < total) {
      throw Problem(
        reason: "the source says that it has \(total) rows, and \(rows) have come; it changed "
          + "meanwhile, or its pages overlap: try again, else check page, size and first")
    }
    return ends
  }

  private func rowCount(
    _ finding: JSONProbe.Finding, _ plan: NumberedPages
  ) throws(Problem) -> Int {
    switch finding {
    case .array(let count): return count
    case .value(.null): return 0
    case .absent:
      throw Problem(reason: "it has nothing at \(plan.rowsAt); check rows_at")
    default:
      throw Problem(reason: "what stands at \(plan.rowsAt) is no array of rows; check rows_at")
    }
  }

  private func total(_ finding: JSONProbe.Finding, _ plan: NumberedPages) throws(Problem) -> Int {
    if case .value(let value) = finding, let words = value.words, let total = Int(words),
      total >= 0
    {
      return total
    }
    let path = plan.totalAt.map(\.description) ?? ""
    throw Problem(reason: "what stands at \(path) is no number of rows; check total_at")
  }
}
