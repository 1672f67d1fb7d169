/// Decides whether a planned run may be applied. Pure: same facts, same answer.
struct SyncGuard {
  let limits: GuardLimits
  let allowWithdrawals: Int?
  let allowChanges: Int?

  /// What a person does who did not mean to speak for the whole source.
  private static let partVi = """
    nếu tệp chỉ là một phần của nguồn, hãy ghi rõ bằng --scope agency=MÃ hoặc dùng --source riêng
    """
  private static let partEn = """
    where the file is only a part of the source, say so with --scope agency=CODE or give it a \
    --source of its own
    """

  /// All reasons against; empty lets the run pass.
  func refusals(_ facts: GuardFacts) -> [GuardRefusal] {
    var found: [GuardRefusal] = []
    checkHeld(facts, into: &found)
    checkWithdrawals(facts, into: &found)
    checkRows(facts, into: &found)
    checkValues(facts, into: &found)
    checkLevels(facts, into: &found)
    return found
  }

  private func checkHeld(_ facts: GuardFacts, into found: inout [GuardRefusal]) {
    guard facts.heldRows * 2 > facts.dataRows else { return }
    found.append(
      GuardRefusal(
        rule: "held", subject: nil, count: facts.heldRows, whole: facts.dataRows,
        limit: facts.dataRows / 2, flag: nil,
        vi: """
          \(facts.heldRows) trong \(facts.dataRows) dòng dữ liệu sẽ bị giữ lại, giới hạn là một \
          nửa: đây có vẻ không phải danh mục của đơn vị này; không có tùy chọn nào mở giới hạn này
          """,
        en: """
          \(facts.heldRows) of \(facts.dataRows) data rows would be held, the limit is half: \
          this does not look like a catalog of this authority; no flag opens this
          """))
  }

  private func checkWithdrawals(_ facts: GuardFacts, into found: inout [GuardRefusal]) {
    checkWithdrawals(
      facts.withdrawn, of: facts.inForce, vi: "bản ghi đang hiệu lực",
      en: "records in force", into: &found)
    checkWithdrawals(
      facts.declaredWithdrawn, of: facts.declaredInForce,
      vi: "thủ tục được khai báo không có cơ quan", en: "procedures declared without an agency",
      into: &found)
    // One flag opens both limits, so that a person agrees to one number: the whole.
    guard facts.withdrawn > allowWithdrawals ?? 0 else { return }
    let flag = "--allow-withdrawals \(facts.withdrawn)"
    for agency in facts.byAgency
    where limits.withdrawalsOfAgency.isExceeded(by: agency.withdrawn, of: agency.inForce) {
      let limit = limits.withdrawalsOfAgency.value(of: agency.inForce)
      found.append(
        GuardRefusal(
          rule: "agency_withdrawals", subject: agency.agency, count: agency.withdrawn,
          whole: agency.inForce, limit: limit, flag: flag,
          vi: """
            \(agency.withdrawn) trong \(agency.inForce) bản ghi đang hiệu lực của cơ quan \
            \(agency.agency) sẽ bị rút, giới hạn là \(limit); \(flag) mở giới hạn này
            """,
          en: """
            \(agency.withdrawn) of \(agency.inForce) records in force of agency \(agency.agency) \
            would be withdrawn, the limit is \(limit); \(flag) opens it
            """))
    }
  }

  private func checkWithdrawals(
    _ count: Int, of whole: Int, vi: String, en: String, into found: inout [GuardRefusal]
  ) {
    guard limits.withdrawals.isExceeded(by: count, of: whole), count > allowWithdrawals ?? 0
    else { return }
    let limit = limits.withdrawals.value(of: whole)
    let flag = "--allow-withdrawals \(count)"
    found.append(
      GuardRefusal(
        rule: "withdrawals", subject: nil, count: count, whole: whole, limit: limit, flag: flag,
        vi: """
          \(count) trong \(whole) \(vi) sẽ bị rút, giới hạn là \(limit); \(flag) mở giới hạn này; \
          \(Self.partVi)
          """,
        en: """
          \(count) of \(whole) \(en) would be withdrawn, the limit is \(limit); \(flag) opens it; \
          \(Self.partEn)
          """))
  }

  private func checkRows(_ facts: GuardFacts, into found: inout [GuardRefusal]) {
    guard let last = facts.lastDataRows, last > facts.dataRows else { return }
    let fewer = last - facts.dataRows
    guard limits.fewerRows.isExceeded(by: fewer, of: last), fewer > allowWithdrawals ?? 0 else {
      return
    }
    let limit = limits.fewerRows.value(of: last)
    let flag = "--allow-withdrawals \(fewer)"
    found.append(
      GuardRefusal(
        rule: "rows", subject: nil, count: fewer, whole: last, limit: limit, flag: flag,
        vi: """
          tệp có \(facts.dataRows) dòng dữ liệu, ít hơn \(fewer) dòng so với lần áp dụng trước \
          (\(last)), giới hạn là ít hơn \(limit); \(flag) mở giới hạn này; \(Self.partVi)
          """,
        en: """
          the file has \(facts.dataRows) data rows, \(fewer) fewer than the last applied run \
          (\(last)), the limit is \(limit) fewer; \(flag) opens it; \(Self.partEn)
          """))
  }

  private func checkValues(_ facts: GuardFacts, into found: inout [GuardRefusal]) {
    for attribute in facts.lost
    where limits.lostValues.isExceeded(by: attribute.lost, of: attribute.known)
      && attribute.lost > allowChanges ?? 0
    {
      let limit = limits.lostValues.value(of: attribute.known)
      let flag = "--allow-changes \(attribute.lost)"
      found.append(
        GuardRefusal(
          rule: "unknown_values", subject: attribute.attribute, count: attribute.lost,
          whole: attribute.known, limit: limit, flag: flag,
          vi: """
            \(attribute.lost) trong \(attribute.known) giá trị đã biết của \
            \(attribute.attribute) sẽ thành không rõ, giới hạn là \(limit); \(flag) mở giới hạn này
            """,
          en: """
            \(attribute.lost) of \(attribute.known) known values of \(attribute.attribute) would \
            become unknown, the limit is \(limit); \(flag) opens it
            """))
    }
  }

  /// Levels that fall; and where neither those nor the ones that become unknown are too many, both
  /// together: a source may lose its levels half in one way and half in the other.
  private func checkLevels(_ facts: GuardFacts, into found: inout [GuardRefusal]) {
    let whole = facts.levelsKnown
    let unknown = facts.lost.first { $0.attribute == "level" }?.lost ?? 0
    var count = facts.levelsFalling
    var vi = "sẽ giảm"
    var en = "would fall"
    if !limits.lostValues.isExceeded(by: count, of: whole),
      !limits.lostValues.isExceeded(by: unknown, of: whole)
    {
      count += unknown
      vi = "sẽ giảm hoặc thành không rõ"
      en = "would fall or become unknown"
    }
    guard limits.lostValues.isExceeded(by: count, of: whole), count > allowChanges ?? 0 else {
      return
    }
    let limit = limits.lostValues.value(of: whole)
    let flag = "--allow-changes \(count)"
    found.append(
      GuardRefusal(
        rule: "levels", subject: "level", count: count, whole: whole, limit: limit, flag: flag,
        vi: """
          \(count) trong \(whole) mức độ đã biết \(vi), giới hạn là \(limit); \(flag) mở giới \
          hạn này
          """,
        en: """
          \(count) of \(whole) known levels \(en), the limit is \(limit); \(flag) opens it
          """))
  }
}
