import Indicators
import Procedures
import Testing

@Suite("What is refused, in both languages")
struct RefusalLanguageTests {
  @Test(arguments: BadQuestion.all)
  func `the Vietnamese sentence says what the English one says`(question: BadQuestion) {
    let error = #expect(throws: IndicatorError.self) { try question.ask() }

    guard let error else { return }
    #expect(error.kind == question.kind)
    #expect(error.vietnamese != error.description)
    #expect(error.vietnamese.contains { !$0.isASCII })
    #expect(Self.quoted(error.vietnamese) == Self.quoted(error.description))
    #expect(Self.facts(error.vietnamese) == Self.facts(error.description))
    for name in question.names {
      #expect(error.description.contains(name))
      #expect(error.vietnamese.contains(name))
    }
  }

  @Test func `every kind of refusal is asked for`() {
    let kinds = Set(BadQuestion.all.map(\.kind))

    // Only the surfaces that read filters can meet one that is named twice.
    #expect(
      kinds == [
        .futurePeriod, .invalidPeriod, .unknownDimension, .unknownIndicator, .unknownValue,
      ])
  }

  /// The values between quotation marks, in order.
  private static func quoted(_ sentence: String) -> [Substring] {
    let parts = sentence.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.indices.filter { !$0.isMultiple(of: 2) }.map { parts[$0] }
  }

  /// Ids, codes, dates, numbers and parameters: the words that no language changes.
  private static func facts(_ sentence: String) -> Set<Substring> {
    let words = sentence.split { character in
      !(character.isLetter || character.isNumber || "_=.-".contains(character))
    }
    let trimmed = words.map { word in word.last == "." ? word.dropLast() : word }
    return Set(trimmed.filter { $0.contains { $0.isNumber || $0 == "_" || $0 == "=" } })
  }
}
