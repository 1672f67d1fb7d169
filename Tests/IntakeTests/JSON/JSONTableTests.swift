import Testing

@testable import Intake

@Suite struct JSONTableTests {
  @Test(arguments: [
    (
      #"[{"a":"x","b":1.00419},{"b":true,"c":null}]"#, "array of objects",
      [["a", "b", "c"], ["x", "1.00419", ""], ["", "true", ""]]
    ),
    ("{\"a\":1}\n{\"a\":2,\"b\":\"\"}\n", "JSON Lines", [["a", "b"], ["1", ""], ["2", ""]]),
    ("[{\"a\":1}]\n[]\n[{\"a\":2}]", "3 arrays of objects", [["a"], ["1"], ["2"]]),
    (#"{"MATTHC":"1.004194"}"#, "one object", [["MATTHC"], ["1.004194"]]),
    (
      #"{"data":{"items":[{"a":-1e5}],"n":1}}"#, #"array of objects in "data.items""#,
      [["a"], ["-1e5"]]
    ),
    (
      #"{"x":{"y":{"danhSach":[{"a":[]}]}}}"#, #"array of objects in "x.y.danhSach""#,
      [["a"], [""]]
    ),
    (
      #"{"rows":[{"a":1}]} {"rows":[]} {"rows":[{"a":2}]}"#,
      #"array of objects in "rows", 3 pages"#, [["a"], ["1"], ["2"]]
    ),
    (
      #"[{"le_phi":{"mo_ta":"Không","muc":{"so":0}},"t":1}]"#, "array of objects",
      [["le_phi.mo_ta", "le_phi.muc.so", "t"], ["Không", "0", "1"]]
    ),
    (
      #"[{"p":null,"q":{}},{"p":{"x":1},"q":{}},{"p":"y"}]"#, "array of objects",
      [["p", "q", "p.x"], ["", "", ""], ["", "", "1"], ["y", "", ""]]
    ),
    (#"[{"p":null},{"p":{"x":1}}]"#, "array of objects", [["p.x"], [""], ["1"]]),
    (
      #"[{"a":["x",1,null,true]},{"a":[{"k": "v\n", "m":[1, 2]}, null]},{"a":[[1],"z"]}]"#,
      "array of objects",
      [["a"], ["x\n1\ntrue"], [#"[{"k":"v\n","m":[1,2]},null]"#], [#"[[1],"z"]"#]]
    ),
    (
      #"[{"a":[null,{"k":1}]},{"a":[null]}]"#, "array of objects",
      [["a"], [#"[null,{"k":1}]"#], [""]]
    ),
    (
      #"[{"a":"\u0110\u1EA5t \uD83D\uDE00\/\\\"\n\t"}]"#, "array of objects",
      [["a"], ["Đất 😀/\\\"\n\t"]]
    ),
    (
      "\u{FEFF} \r\n [ { \"a\" : 1 , \"b\" : 2 } ] ", "array of objects",
      [["a", "b"], ["1", "2"]]
    ),
  ])
  func `a source gives these rows`(_ text: String, _ shape: String, _ rows: [[String]]) throws {
    let table = try JSONTable(SourceFile(text))

    #expect(table.shape == shape)
    #expect(try Self.rows(of: table) == rows)
  }

  @Test(arguments: [
    ("", IntakeError.Fault.empty, 5), (" \n", .empty, 5), ("[]", .headerOnly, 5),
    (#"{"result":[]}"#, .headerOnly, 5), (#"{"error_code":0,"result":[]}"#, .headerOnly, 5),
    (#"[{"a":1}"#, .cutJSON, 1), (#"[{"a":1},"#, .cutJSON, 1), (#"[{"a":"x"#, .cutJSON, 1),
    (#"[{"a":tru"#, .cutJSON, 1), (#"{"a":1}{"#, .cutJSON, 1), (#"[{"a":"\u00"#, .cutJSON, 1),
    (#"[{"a":1,}]"#, .badJSON, 1), (#"[{"a":01}]"#, .badJSON, 1), (#"[{"a":1.}]"#, .badJSON, 1),
    (#"[{'a':1}]"#, .badJSON, 1), (#"[{"a" 1}]"#, .badJSON, 1), (#"[{"a":1}{"a":2}]"#, .badJSON, 1),
    ("[{\"a\":\"x\ny\"}]", .badJSON, 1), (#"[{"a":NaN}]"#, .badJSON, 1),
    (#"[{"a":"\uD83D"}]"#, .badJSON, 1), (#"[{"a":"\x"}]"#, .badJSON, 1), ("xyz", .badJSON, 1),
    (#"[{"a":[{"b":"\uZZZZ"}]}]"#, .badJSON, 1),
    (#"[{"a":1,"a":1}]"#, .duplicateKey, 1), (#"[{"a":{"b":1,"b":2}}]"#, .duplicateKey, 1),
    (#"[{"a":1,"\u0061":1}]"#, .duplicateKey, 1), (#"[{"a":[{"b":1,"b":2}]}]"#, .duplicateKey, 1),
    (#"{"data":[{"b":1}],"data":[]}"#, .duplicateKey, 1),
    ("[1,2]", .noTable, 1), (#"[[{"a":1}]]"#, .noTable, 1), (#"[{"a":1}] {"a":1}"#, .noTable, 1),
    (#"[{"a":["x",{"b":1}]}]"#, .noTable, 1),
    (#"{"x":[{"a":1}],"y":[{"a":1}]}"#, .severalTables, 1),
    (#"{"data":[{"a":1}],"rows":[{"a":1}]}"#, .severalTables, 1),
    (#"{"error_code":-1,"message":"Sai mật khẩu"}"#, .portalError, 1),
    (#"{"error_code":"3","result":[{"a":1}]}"#, .portalError, 1),
    (#"{"code":"ERROR","message":"timeout","data":null}"#, .portalError, 1),
    (#"{"code":"OK","data":[{"a":1}]}{"code":"ERROR","data":[]}"#, .portalError, 1),
    (#"{"success":false,"data":[{"a":1}]}"#, .portalError, 1),
    (#"{"data":[{"a":1}]}{"data":null}"#, .noTable, 1),
    ("[{\"a\":\"\\u0000\"}]", .notText, 1),
  ])
  func `a source that is no whole table is refused`(
    _ text: String, _ expected: IntakeError.Fault, _ code: Int32
  ) {
    let error = #expect(throws: IntakeError.self) {
      try Self.rows(of: try JSONTable(SourceFile(text)))
    }

    #expect(error?.fault == expected)
    #expect(error?.exitCode == code)
  }

  @Test func `an error names the file, the line and the item`() {
    let error = #expect(throws: IntakeError.self) {
      try JSONTable(SourceFile("[\n{\"a\":1},\n{\"a\":1,\n\"a\":2}]", name: "t.json"))
    }

    #expect(
      error?.description
        == "cannot read t.json, line 4: in item 2, the key \"a\" stands twice in one object, so "
        + "that nobody knows which counts; correct the source")
  }

  @Test func `an answer that tells of an error says which`() {
    let error = #expect(throws: IntakeError.self) {
      try JSONTable(SourceFile(#"{"error_code":"-1","message":"Phiên hết hạn"}"#))
    }

    #expect(error?.reason.contains("error -1: Phiên hết hạn") == true)
  }

  @Test func `records carry the number of their item and the line where it begins`() throws {
    let records = try JSONTable(SourceFile("[\n{\"a\":1},\n\n{\"a\":\n2}]")).records()

    #expect(try Self.places(of: records) == [[0, 1], [1, 2], [2, 4]])
  }

  @Test func `values may lie in 64 others and not in more`() throws {
    func nested(_ depth: Int) -> String {
      "[{\"a\":" + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        + "}]"
    }

    #expect(try Self.rows(of: JSONTable(SourceFile(nested(62)))).count == 2)
    #expect(fault { _ = try JSONTable(SourceFile(nested(63))) } == .badJSON)
    #expect(fault { _ = try JSONTable(SourceFile(nested(200_000))) } == .badJSON)
  }

  @Test func `codes as keys are no table`() {
    let text = "{" + (0..<2001).map { "\"1.\($0)\":{\"a\":1}" }.joined(separator: ",") + "}"

    #expect(fault { _ = try JSONTable(SourceFile(text)) } == .noTable)
  }

  @Test func `an item over 16 MiB is refused`() {
    let long = String(repeating: "x", count: 9 << 20)

    #expect(
      fault {
        _ = try Self.rows(of: JSONTable(SourceFile("[{\"a\":\"\(long)\",\"b\":\"\(long)\"}]")))
      }
        == .rowTooLong)
  }

  @Test(arguments: [TextEncoding.utf16le, .utf16be])
  func `JSON in UTF-16 is read`(_ encoding: TextEncoding) throws {
    let bytes = try #require(NaiveEncoder.encode(#"[{"tên":"Đất đai"}]"#, as: encoding))

    let table = try JSONTable(SourceFile(name: "f", contents: bytes), encoding: encoding)

    #expect(try Self.rows(of: table) == [["tên"], ["Đất đai"]])
  }

  @Test func `keys beside the table and announced items are told`() throws {
    let table = try JSONTable(
      SourceFile(#"{"code":"OK","data":{"total":5741,"items":[{"a":1}]},"message":"x"}"#))

    #expect(table.unread == ["code", "data.total", "message"])
    #expect((table.items, table.announced) == (1, 5741))
  }

  @Test(arguments: [
    ("[", true), ("\u{FEFF}\n {\"a\"", true), ("", false), ("Mã TTHC,Tên", false), ("\"[\"", false),
  ])
  func `a text that begins with a bracket means to be JSON`(_ text: String, _ expected: Bool) {
    #expect(JSONTable.looksLikeJSON(Array(text.utf8)) == expected)
  }

  static func rows(of table: JSONTable) throws(IntakeError) -> [[String]] {
    try rows(of: table.records())
  }

  static func rows(of source: any RecordSource) throws(IntakeError) -> [[String]] {
    var source = source
    var record = CellRecord()
    var rows: [[String]] = []
    while try source.advance(&record) { rows.append((0..<record.count).map(record.text)) }
    return rows
  }

  static func places(of source: any RecordSource) throws(IntakeError) -> [[Int]] {
    var source = source
    var record = CellRecord()
    var places: [[Int]] = []
    while try source.advance(&record) { places.append([record.number, record.line]) }
    return places
  }
}
