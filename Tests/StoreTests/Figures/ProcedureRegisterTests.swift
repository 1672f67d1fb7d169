import Indicators
import Procedures
import Testing

@testable import Store

@Suite struct ProcedureRegisterTests {
  private func row(
    _ id: Int64, _ code: String, name: String? = nil, field: String? = nil,
    isInternal: Int16? = nil, source: Int64 = 1
  ) -> ProcedureClaimRow {
    ProcedureClaimRow(
      id: id, code: code, name: name, field: field, isInternal: isInternal, source: source)
  }

  private func described(_ rows: [ProcedureClaimRow]) -> [String] {
    let register = ProcedureRegister(rows)
    return register.procedures.map { procedure in
      let field = procedure.field.map { register.fields[$0] } ?? "-"
      return "\(procedure.code) \(procedure.name) \(field)"
    }
  }

  @Test func `procedures stand in the order of their codes`() {
    let register = ProcedureRegister([row(7, "1.000002"), row(9, "1.000001"), row(8, "2.000001")])

    #expect(register.procedures.map(\.code.text) == ["1.000001", "1.000002", "2.000001"])
    #expect(register.positions == [9: 0, 7: 1, 8: 2])
    #expect(register.byCode == ["1.000001": 0, "1.000002": 1, "2.000001": 2])
  }

  @Test func `of several sources the first that knows decides each attribute alone`() {
    let rows = [
      row(1, "1.000001", name: "", field: nil, isInternal: 2, source: 1),
      row(1, "1.000001", name: "zwei", field: "Y tế", isInternal: 0, source: 2),
      row(1, "1.000001", name: "drei", field: "Đất đai", isInternal: 1, source: 3),
    ]

    #expect(described(rows) == ["1.000001 zwei Y tế"])
    #expect(described(rows.reversed()) == described(rows))
  }

  @Test(arguments: [(nil, 1), (0, 1), (1, 0), (2, 1)] as [(Int16?, Int)])
  func `only what is known to be internal is left out`(_ isInternal: Int16?, _ count: Int) {
    let register = ProcedureRegister([row(1, "1.000001", field: "a", isInternal: isInternal)])

    #expect(register.procedures.count == count)
    #expect(register.fields.count == count)
    #expect(register.positions.count == count)
  }
}
