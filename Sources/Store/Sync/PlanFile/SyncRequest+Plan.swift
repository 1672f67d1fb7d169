extension SyncRequest {
  /// Whether the changes are listed: where they are asked for, and always for a dry run, a plan
  /// that is written and a plan that is applied.
  var listsChanges: Bool { wantsChanges || dryRun || planOut != nil || plan != nil }

  /// The request as it is carried out: writing a plan changes nothing, and the effective day and
  /// the allowances are those of the plan that is applied.
  ///
  /// Throws `badRequest` where the request says otherwise than its plan.
  func prepared() throws -> SyncRequest {
    var request = self
    if planOut != nil { request.dryRun = true }
    guard let plan else { return request }
    func refuse(_ flag: String, _ given: String, _ planned: String) -> StoreError {
      StoreError(
        .badRequest,
        """
        apply the plan of source \(plan.source): \(flag) \(given) was given, the plan was made \
        with \(planned); leave \(flag) out, or plan again with it
        """)
    }
    guard planOut == nil else {
      throw StoreError(
        .badRequest,
        "apply the plan of source \(plan.source): --plan-out and --apply-plan exclude each other")
    }
    if effectiveWasGiven, effective != plan.effective {
      throw refuse("--effective", "\(effective)", "\(plan.effective)")
    }
    for (flag, given, planned) in [
      ("--allow-withdrawals", allowWithdrawals, plan.allowWithdrawals),
      ("--allow-changes", allowChanges, plan.allowChanges),
    ] {
      if let given, given != planned {
        throw refuse(flag, "\(given)", planned.map { "\($0)" } ?? "none")
      }
    }
    request.effective = plan.effective
    request.effectiveWasGiven = plan.effectiveWasGiven
    request.allowWithdrawals = plan.allowWithdrawals
    request.allowChanges = plan.allowChanges
    return request
  }
}
