import Procedures
import Testing

@testable import Intake

@Suite struct ProcedureDeclarationTests {
  @Test func `the majority of valid rows names a procedure`() throws {
    let catalog = try ReadCatalog(
      """
      Mã TTHC,Tên,Loại TTHC,MaCQTH
      1.004194,Sai,Nội bộ,
      1.004194,Đúng,TTHC nội bộ,H32.16
      1.004194,Đúng,Không,H32.204
      1.004194,,,H32.08
      1.004194,Hỏng,Không,H32.99
      1.004194,Hỏng,Không,H32.98

      """)

    #expect(
      catalog.procedures == [
        ProcedureDeclaration(
          code: try #require(ProcedureCode("1.004194")), name: .known("Đúng"), field: .unsaid,
          tiers: .unsaid, isInternal: .known(true), replaces: .unsaid, declared: true, row: 2)
      ])
  }

  @Test func `a tie is decided by code-point order`() throws {
    let catalog = try ReadCatalog("Mã TTHC,Tên\n1.004194,đ\n1.004194,z\n1.004194,Z\n")

    #expect(catalog.procedures.map(\.name) == [.known("Z")])
  }

  @Test func `a procedure whose name cells are all empty has an unknown name`() throws {
    let catalog = try ReadCatalog("Mã TTHC,Tên\n1.004194,\n1.004194,Chưa cập nhật\n")

    #expect(catalog.procedures.map(\.name) == [.unknown])
  }

  @Test func `a disagreement names both texts, a spelling of the same name does not`() throws {
    let catalog = try ReadCatalog(
      "Mã TTHC,Tên\n1.004194,A\n1.004194,A\n1.004194,B\n1.004195,Khánh Hoà\n1.004195,Khánh Hòa\n")

    #expect(
      catalog.reader.warnings == [
        IntakeWarning(
          kind: .disagreement, code: ProcedureCode("1.004194"), column: "name", values: ["A", "B"],
          row: nil, count: 1)
      ])
    #expect(
      catalog.reader.warnings.map(\.textEn)
        == ["1.004194, name: rows disagree; \"A\" was chosen, 1 rows differ, such as \"B\"."])
  }

  @Test func `contradictory attributes are told and not held`() throws {
    let catalog = try ReadCatalog(
      """
      Mã TTHC,fee,payment_eligible,payment_enabled,eligible,eligible_full
      1.004194,Không,Có,,Có,Có
      1.004195,Không,Không,Có,Không,Có

      """)

    #expect(catalog.held == [])
    #expect(
      catalog.reader.warnings.map { "\($0.kind.rawValue) \($0.row ?? 0) \($0.count)" } == [
        "payable_without_fee 2 2", "full_without_eligible 3 1", "enabled_without_eligible 3 1",
      ])
  }

  @Test func `the order of rows does not matter`() throws {
    var random = SeededGenerator(seed: 21)
    for _ in 0..<60 {
      let rows = (0..<30).map { _ in
        let code = "1.00419\(Int.random(in: 0...3, using: &random))"
        let name = ["A", "B", "", "đ", "Khánh Hoà"].randomElement(using: &random) ?? ""
        let tier = ["Cấp xã", "Cấp tỉnh", ""].randomElement(using: &random) ?? ""
        let kind = ["Nội bộ", "khác", ""].randomElement(using: &random) ?? ""
        let agency = ["H32.16", "", "H32.99"].randomElement(using: &random) ?? ""
        return "\(code),\(name),\(tier),\(kind),\(agency)"
      }
      let header = "Mã TTHC,Tên,Cấp thực hiện,Loại TTHC,MaCQTH\n"

      let first = try ReadCatalog(header + rows.joined(separator: "\n") + "\n")
      let second = try ReadCatalog(
        header + rows.shuffled(using: &random).joined(separator: "\n") + "\n")

      #expect(first.procedures.count == second.procedures.count)
      for procedure in first.procedures {
        let other = try #require(second.procedures.first { $0.code == procedure.code })
        // Of the declaration only the row it first stands in depends on the order.
        #expect(
          ProcedureDeclaration(
            code: other.code, name: other.name, field: other.field, tiers: other.tiers,
            isInternal: other.isInternal, replaces: other.replaces, declared: other.declared,
            row: procedure.row) == procedure)
      }
      #expect(first.reader.warnings == second.reader.warnings)
    }
  }

  @Test func `votes agree with counting texts one by one`() throws {
    var random = SeededGenerator(seed: 22)
    for _ in 0..<100 {
      let names = (0..<20).map { _ in ["A", "A ", "B", "C", ""].randomElement(using: &random) ?? ""
      }
      var counts: [String: Int] = [:]
      for name in names where !name.isEmpty {
        counts[name == "A " ? "A" : name, default: 0] += 1
      }
      let most = counts.values.max() ?? 0
      let expected = counts.filter { $0.value == most }.keys.min()

      let catalog = try ReadCatalog(
        "Mã TTHC,Tên\n" + names.map { "1.004194,\($0)" }.joined(separator: "\n") + "\n")

      #expect(catalog.procedures.first?.name.value == expected)
    }
  }
}
