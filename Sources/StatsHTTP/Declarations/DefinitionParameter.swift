internal import Indicators

extension Parameter where Value == DefinitionPin {
  /// The definition that a script relies on.
  static var definition: Parameter {
    Parameter(
      "definition", schema: .string(pattern: "^[a-z][a-z0-9_]*@[1-9][0-9]*$"),
      summary: "ID@VERSION: answers by this definition of the indicator or not at all.",
      orders: Wording(
        vi: "hãy viết MÃ@PHIÊN_BẢN, ví dụ level4_of_all@1",
        en: "write ID@VERSION, such as level4_of_all@1"), read: DefinitionPin.init)
  }
}
