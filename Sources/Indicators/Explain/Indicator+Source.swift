extension Indicator {
  /// The document that asks for it, with its clause: for people.
  public func legalSource(_ language: Language) -> String {
    guard let clause else {
      return language == .vi
        ? "Không văn bản nào quy định; chỉ tiêu theo dõi của hệ thống này."
        : "No document asks for it; an indicator of this system."
    }
    if clause.hasPrefix("766 ") {
      let number = clause.dropFirst(4)
      return language == .vi
        ? "Quyết định số 766/QĐ-TTg ngày 23/6/2022, tiêu chí \(number)."
        : "Decision 766/QĐ-TTg of 23 June 2022, criterion \(number)."
    }
    return language == .vi
      ? "Quyết định số 3604/QĐ-UBND ngày 28/12/2022 của UBND tỉnh Khánh Hòa, mục \(clause)."
      : "Decision 3604/QĐ-UBND of 28 December 2022 of Khánh Hòa, clause \(clause)."
  }
}
