public import Indicators
internal import Procedures

/// Goals as JSON, the same bytes on the command line and over HTTP.
public enum GoalJSON {
  /// An array with an object for each goal, keys sorted, in the order given.
  ///
  /// `target` is in percent and null where the rule has none; `short_by` counts rows and is null
  /// where nobody knows or no number would do; `pace` is in rows a month. `gap`, `meaning` and
  /// `reason` are in the language.
  public static func encode(_ reports: [GoalReport], language: Language = .vi) -> [UInt8] {
    var writer = JSONWriter()
    writer.array(reports) { writer, report in
      GoalDocument(report: report, language: language).write(to: &writer)
    }
    return writer.finished()
  }
}

/// A goal as it goes over the wire.
struct GoalDocument {
  let report: GoalReport
  let language: Language

  func write(to writer: inout JSONWriter) {
    let goal = report.goal
    let verdict = report.verdict
    let texts = GoalTexts(language)
    writer.object { writer in
      writer.key("baseline")
      figure(report.baseline, &writer)
      writer.key("beside")
      writer.array(report.beside) { writer, figure in self.figure(figure, &writer) }
      writer.key("clause")
      writer.value(goal.clause)
      writer.key("comparator")
      writer.value(goal.rule.comparator)
      writer.key("deadline")
      deadline(&writer)
      writer.key("feeds")
      writer.array(goal.feeds) { $0.value($1) }
      writer.key("figure")
      figure(report.figure, &writer)
      writer.key("gap")
      writer.value(texts.gap(goal, verdict, figure: report.figure))
      writer.key("goal")
      writer.value(goal.id)
      writer.key("indicator")
      writer.value(goal.indicator)
      writer.key("meaning")
      writer.value(goal.meaning(language))
      writer.key("note")
      writer.value(goal.note.isEmpty ? nil : goal.note)
      writer.key("on")
      writer.value(report.day.description)
      writer.key("pace")
      pace(verdict.pace, &writer)
      writer.key("plan")
      writer.value(report.plan)
      writer.key("reason")
      writer.value(verdict.reason.map { texts.reason($0) })
      writer.key("short_by")
      optional(verdict.shortBy, &writer)
      writer.key("shortest_list")
      writer.array(report.shortestList) { writer, row in Self.write(row, &writer) }
      writer.key("state")
      writer.value(verdict.state.rawValue)
      writer.key("target")
      writer.value(goal.rule.target?.value)
      writer.key("tasks")
      writer.array(report.tasks) { writer, task in
        TaskDocument(standing: task, language: language).write(to: &writer)
      }
      writer.key("text")
      writer.value(goal.text.isEmpty ? nil : goal.text)
      writer.key("trend")
      trend(verdict.trend, &writer)
    }
  }

  private func figure(_ figure: IndicatorFigure?, _ writer: inout JSONWriter) {
    guard let figure else { return writer.null() }
    FigureDocument(result: IndicatorResult(figure: figure), language: language).write(to: &writer)
  }

  private func deadline(_ writer: inout JSONWriter) {
    guard let deadline = report.goal.deadline else { return writer.null() }
    DeadlineDocument(deadline: deadline).write(to: &writer)
  }

  private func pace(_ pace: GoalPace?, _ writer: inout JSONWriter) {
    guard let pace else { return writer.null() }
    writer.object { writer in
      writer.key("by")
      writer.value(pace.by.description)
      writer.key("rows_per_month")
      writer.value(pace.rowsPerMonth)
    }
  }

  private func trend(_ trend: GoalTrend?, _ writer: inout JSONWriter) {
    guard let trend else { return writer.null() }
    writer.object { writer in
      writer.key("denominator")
      writer.value(trend.before.denominator)
      writer.key("direction")
      writer.value(trend.direction.rawValue)
      writer.key("numerator")
      writer.value(trend.before.numerator)
      writer.key("ratio")
      writer.value(trend.before.share?.value)
      writer.key("since")
      writer.value(trend.since.description)
    }
  }

  private static func write(_ row: ShortestList.Candidate, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("agency_code")
      writer.value(row.agency)
      writer.key("changes")
      writer.value(row.changes)
      writer.key("name")
      writer.value(row.name.isEmpty ? nil : row.name)
      writer.key("procedure_code")
      writer.value(row.procedure)
    }
  }
}

/// A number, or null.
private func optional(_ number: Int?, _ writer: inout JSONWriter) {
  guard let number else { return writer.null() }
  writer.value(number)
}

/// A deadline as it goes over the wire.
struct DeadlineDocument {
  let deadline: Deadline

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("kind")
      writer.value(deadline.kind.rawValue)
      writer.key("late_after")
      writer.value(deadline.lateAfter?.description)
      writer.key("text")
      writer.value(deadline.text)
    }
  }
}

/// A task on a day as it goes over the wire.
struct TaskDocument {
  let standing: TaskStanding
  let language: Language

  func write(to writer: inout JSONWriter) {
    let task = standing.task
    let report = standing.report
    writer.object { writer in
      writer.key("deadline")
      DeadlineDocument(deadline: task.deadline).write(to: &writer)
      writer.key("deliverables")
      writer.array(task.deliverables) { writer, part in
        writer.object { writer in
          writer.key("id")
          writer.value(part.id)
          writer.key("progress")
          optional(report?.deliverables[part.id], &writer)
          writer.key("reached_at")
          writer.value(part.reachedAt)
          writer.key("text")
          writer.value(part.text)
        }
      }
      writer.key("done_on")
      writer.value(report?.doneOn?.description)
      writer.key("evidence")
      writer.value(report.flatMap { $0.evidence.isEmpty ? nil : $0.evidence })
      writer.key("late_after")
      writer.value(standing.lateAfter?.description)
      writer.key("leads")
      writer.array(task.leads) { $0.value($1) }
      writer.key("partners")
      writer.array(task.partners) { $0.value($1) }
      writer.key("product")
      writer.value(task.product.isEmpty ? nil : task.product)
      writer.key("progress")
      optional(report?.progress, &writer)
      writer.key("ref")
      writer.value(task.reference)
      writer.key("section")
      writer.value(task.section.isEmpty ? nil : task.section)
      writer.key("standing")
      writer.value(standing.standing.rawValue)
      writer.key("state")
      writer.value((report?.state ?? .notStarted).rawValue)
      writer.key("system")
      writer.value(task.isSystem)
      writer.key("title")
      writer.value(task.title)
    }
  }
}

/// Tasks as JSON.
public enum TaskJSON {
  /// An array with an object for each task, keys sorted, in the order given. `state` is what was
  /// reported, `not_started` where nobody has reported; `standing` holds it against the deadline.
  public static func encode(_ standings: [TaskStanding], language: Language = .vi) -> [UInt8] {
    var writer = JSONWriter()
    writer.array(standings) { writer, standing in
      TaskDocument(standing: standing, language: language).write(to: &writer)
    }
    return writer.finished()
  }
}
