import Testing

@testable import Intake

/// Refusals of sources in Vietnamese.
@Suite struct IntakeErrorVietnameseTests {
  @Test(arguments: IntakeError.Fault.allCases)
  func `each fault has a sentence without the English one`(fault: IntakeError.Fault) {
    let error = IntakeError(fault, file: "a.csv", line: 3, reason: "the reason; do it again")

    let sentence = error.vietnamese

    #expect(sentence.hasPrefix("không đọc được a.csv, dòng 3: "))
    #expect(!sentence.contains("reason") && !sentence.contains("again"))
    #expect(fault.vietnamese.unicodeScalars.contains { !$0.isASCII })
  }
}
