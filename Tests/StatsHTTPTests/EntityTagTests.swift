import HTTPTypes
import HummingbirdTesting
import Indicators
import Procedures
import Testing

@testable import StatsHTTP

@Suite("Entity tags")
struct EntityTagTests {
  @Test func `the tag of an answer outlives the process`() {
    #expect(EntityTag(of: "một cửa".utf8, dataVersion: 12).text == "\"12-2a4b851567fa2a5e\"")
    #expect(EntityTag(of: [], dataVersion: nil).text == "\"d-cbf29ce484222325\"")
  }

  @Test func `other bytes and another data version change the tag`() {
    let tags = [
      EntityTag(of: "a".utf8, dataVersion: 1), EntityTag(of: "b".utf8, dataVersion: 1),
      EntityTag(of: "a".utf8, dataVersion: 2), EntityTag(of: "a".utf8, dataVersion: nil),
    ]

    #expect(Set(tags).count == tags.count)
  }

  @Test(arguments: [
    (["\"a\""], true), (["W/\"a\""], true), (["*"], true), ([" * "], true),
    (["\"b\", \"a\""], true), (["\"b\"", "\"a\""], true), (["\"x,y\",\"a\""], true),
    (["\"b\""], false), (["a"], false), (["\"a"], false), ([], false), ([""], false),
    (["\"b,\"a\",\"c\""], false), (["\"*\""], false),
  ])
  func `a list of tags is read by RFC 9110`(values: [String], matches: Bool) {
    #expect(EntityTag(text: "\"a\"").matches(ifNoneMatch: values) == matches)
  }

  @Test(arguments: ["TAG", "W/TAG", "\"other\", TAG", "*"])
  func `an answer that the client has is 304 without body`(value: String) async throws {
    let probe = ServiceProbe()
    let first = try await probe.send("/v1/stats/level4_of_all")
    let tag = try #require(try first.header("ETag"))

    let second = try await probe.send(
      "/v1/stats/level4_of_all",
      headers: [.ifNoneMatch: value.replacing("TAG", with: tag)])

    #expect(second.status == .notModified)
    #expect(second.bytes.isEmpty)
    #expect(try second.header("ETag") == tag)
    #expect(try second.header("Cache-Control") == "no-cache")
    #expect(try second.header("Vary") == "Accept")
    #expect(try second.header("Content-Length") == nil)
  }

  @Test func `a new data version is sent whole`() async throws {
    let old = try await ServiceProbe().send("/v1/stats/level4_of_all")
    let tag = try #require(try old.header("ETag"))

    let new = try await ServiceProbe(.result(.sample(dataVersion: 13)))
      .send("/v1/stats/level4_of_all", headers: [.ifNoneMatch: tag])

    #expect(new.status == .ok)
    #expect(new.text.contains("\"data_version\" : 13"))
  }

  @Test func `the tag of CSV does not answer for JSON`() async throws {
    let probe = ServiceProbe()
    let csv = try await probe.send("/v1/stats/level4_of_all?format=csv")
    let tag = try #require(try csv.header("ETag"))

    let json = try await probe.send("/v1/stats/level4_of_all", headers: [.ifNoneMatch: tag])

    #expect(json.status == .ok)
  }
}
