@testable import Store

/// Lends a store with the standard agencies and the token 1, and its book of posts.
func withBook(_ body: (TestStore, PostedRunBook) async throws -> Void) async throws {
  try await withAgencies { store in
    try await store.makeToken(1)
    try await body(store, PostedRunBook(pool: store.pool, authority: store.authority))
  }
}
