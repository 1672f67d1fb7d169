import NIOCore
import Testing

@testable import StatsHTTP

@Suite struct RequestNumbersTests {
  @Test(arguments: [0, 1, 9, 10, 15, 16, 0xDEAD_BEEF, 0x0123_4567, 0x89AB_CDEF, .max] as [UInt32])
  func `eight digits at once are those of one at a time`(number: UInt32) {
    var buffer = ByteBuffer()
    buffer.writeInteger(RequestNumbers.codes(of: number))

    #expect("00000000" + String(buffer: buffer) == RequestNumbers.digits(of: UInt64(number)))
  }

  @Test func `no name is given twice`() {
    let numbers = RequestNumbers(prefix: 7)

    #expect(numbers.next() == "00000000000000070000000000000001")
    #expect(numbers.next() == "00000000000000070000000000000002")
  }
}

@Suite struct HTTPDateTests {
  @Test(
    arguments: [
      (0, "Sat, 01 Jan 2000 00:00:00 GMT"), (-1, "Fri, 31 Dec 1999 23:59:59 GMT"),
      (848_733_661, "Mon, 23 Nov 2026 07:21:01 GMT"), (5_183_999, "Tue, 29 Feb 2000 23:59:59 GMT"),
      (-162_573_023, "Sun, 06 Nov 1994 08:49:37 GMT"),
    ] as [(Int64, String)])
  func `it is written as HTTP writes it`(seconds: Int64, text: String) {
    #expect(HTTPDate.text(secondsSince2000: seconds) == text)
    #expect(text.utf8.count == HTTPDate.length)
  }
}
