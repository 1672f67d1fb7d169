internal import CLibPQ

/// Sole owner of one libpq connection; ends it when it goes.
///
/// `@unchecked Sendable`: libpq allows a connection to be used by any one thread at a time. The
/// type cannot be copied, so whoever holds it is the only one, and handing it over is ordered by
/// the lock that it passes through.
@safe struct Link: ~Copyable, @unchecked Sendable {
  let connection: OpaquePointer

  init(_ connection: OpaquePointer) { unsafe self.connection = unsafe connection }

  deinit { unsafe PQfinish(connection) }
}
