import Postgres
import Procedures

@testable import Store

/// The statements of tokens and posts, for the catalogue.
enum TokenStatements {
  private static let context = RegisterContext(
    authority: Authority(id: 1, code: TestStore.authorityCode), run: 1,
    known: PostgresTimestamp(microsecondsSince2000: 1))
  private static let token = CreateTokenAction(
    id: "aaaaaaaaaa", tokenName: "a", scope: "read", agency: nil, expiresOn: "2027-01-01")
  private static let post = PostedRun(
    id: "a", token: "aaaaaaaaaa", kind: "catalog", question: "", sha256: [], key: "k")

  static let all: [Statement] = [
    CreateTokenAction.selectNamed(authority: 1, name: "a"),
    CreateTokenAction.selectAgency(authority: 1, code: "H32"),
    token.insert(context, agency: nil, expires: TestStore.today),
    CreateTokenAction.insertSecret(authority: 1, id: "a", sha256: []),
    RevokeTokenAction.end(authority: 1, id: "a", known: context.known),
    RevokeTokenAction.deleteSecret(authority: 1, id: "a"),
    TokenRegister.selectOne(authority: 1, id: "a"), TokenRegister.selectAll(authority: 1),
    TokenRegister.selectGrant(authority: 1, id: "a"),
    PostedRunBook.deleteOld(authority: 1),
    PostedRunBook.freeAbandoned(authority: 1, token: "a", key: "k"),
    PostedRunBook.insert(authority: 1, post), PostedRunBook.select(authority: 1, id: "a"),
    PostedRunBook.select(authority: 1, token: "a", key: "k"),
    PostedRunBook.begin(authority: 1, id: "a"),
    PostedRunBook.end(authority: 1, id: "a", state: "done", answer: "", frees: true),
    PostedRequest.conclude(authority: 1, id: "a", key: "k", answer: ""),
    PostedRunBook.keepAlive(authority: 1, ids: ["a"]), PostedRunBook.delete(authority: 1, id: "a"),
  ]
}
