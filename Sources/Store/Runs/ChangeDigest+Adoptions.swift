import Postgres

extension ChangeDigest {
  /// Documents, holidays and reports on tasks that the run put in force or ended.
  static var adoptions: Statement {
    """
    SELECT chosen.run_id, 'adoption', ROW('+', 'adopted_document', document.kind,
      document.document_id, document.content)::text
    FROM chosen
    JOIN adopted_document AS document
      ON document.authority_id = chosen.authority_id AND document.run_id = chosen.run_id
    UNION ALL
    SELECT chosen.run_id, 'adoption', ROW('-', 'adopted_document', document.kind,
      document.document_id, document.run_id)::text
    FROM chosen
    JOIN adopted_document AS document
      ON document.authority_id = chosen.authority_id AND document.known_to = chosen.known_at
    UNION ALL
    SELECT chosen.run_id, 'holiday', ROW('+', 'holiday', holiday.day, holiday.kind,
      holiday.name)::text
    FROM chosen
    JOIN holiday
      ON holiday.authority_id = chosen.authority_id AND holiday.run_id = chosen.run_id
    UNION ALL
    SELECT chosen.run_id, 'holiday', ROW('-', 'holiday', holiday.day, holiday.kind, holiday.name,
      holiday.run_id)::text
    FROM chosen
    JOIN holiday
      ON holiday.authority_id = chosen.authority_id AND holiday.known_to = chosen.known_at
    UNION ALL
    SELECT chosen.run_id, 'task', ROW('+', 'task_state', task.plan_id, task.task_ref, task.state,
      task.done_on, task.due_on, task.progress, task.deliverable_ids, task.deliverable_progress,
      task.evidence)::text
    FROM chosen
    JOIN task_state AS task
      ON task.authority_id = chosen.authority_id AND task.run_id = chosen.run_id
    UNION ALL
    SELECT chosen.run_id, 'task', ROW('-', 'task_state', task.plan_id, task.task_ref,
      task.run_id)::text
    FROM chosen
    JOIN task_state AS task
      ON task.authority_id = chosen.authority_id AND task.known_to = chosen.known_at
    """
  }
}
