public import Indicators
internal import Procedures

/// Tasks with their reports as rows, the same on every surface.
public enum TaskRows {
  /// A line for each task, in the order given; words and progress in the language.
  public static func report(_ standings: [TaskStanding], language: Language) -> RowsReport {
    RowsReport(
      headings: ["ref", "title", "deadline", "lead", "state", "standing", "done_on", "evidence"],
      rows: standings.map { cells($0, language) })
  }

  private static func cells(_ standing: TaskStanding, _ language: Language) -> [String] {
    let parts = standing.task.deliverables.map { part in
      let progress = standing.report?.deliverables[part.id].map { "\($0)" } ?? "–"
      return "\(part.id) \(progress)/\(part.reachedAt)%"
    }
    let state = (standing.report?.state ?? .notStarted).label(language)
    let progress = standing.report?.progress.map { ["\($0)%"] } ?? []
    let due = standing.task.deadline.lateAfter == nil ? standing.lateAfter : nil
    return [
      standing.task.reference, standing.task.title,
      standing.task.deadline.text + (due.map { " (\($0))" } ?? ""),
      standing.task.leads.joined(separator: ", "),
      ([state] + progress + parts).joined(separator: ", "), standing.standing.label(language),
      standing.report?.doneOn.map { "\($0)" } ?? "", standing.report?.evidence ?? "",
    ]
  }
}
