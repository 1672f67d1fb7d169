import Postgres

/// The locks by which runs and instances that serve from memory keep out of each other's way, and
/// the channel on which a run asks for it.
///
/// An instance that serves from memory holds the *serving* lock shared; a run holds the *moving*
/// lock from before it is committed until it is. No instance serves a state that it has not read
/// after it saw the moving lock free, with the serving lock in its hands.
struct ServingKey: Sendable {
  let authority: Int64

  // "MS" and "MP" in the upper half of the first key: no other program's locks, and neither the
  // authority's nor an attempt's.
  private static let serving = Int32(0x4D53)
  private static let moving = Int32(0x4D50)

  private var second: Int32 { Int32(truncatingIfNeeded: authority) }

  /// What a run that wants to commit says on the channel.
  var preparation: String { "\(authority) prepare" }

  // MARK: The run's side

  /// Says that a run is about to commit, and asks whether somebody serves. Both locks end with the
  /// transaction. The moving lock waits for nobody but another run: who looks at it lets go within
  /// the same statement.
  var announce: Statement {
    let statement: Statement = """
      SELECT pg_advisory_xact_lock(\(Self.moving), \(second)),
        pg_try_advisory_xact_lock(\(Self.serving), \(second))
      """
    return statement.labelled("store.serving.announce")
  }

  /// Waits until nobody serves.
  var wait: Statement {
    let statement: Statement = "SELECT pg_advisory_xact_lock(\(Self.serving), \(second))"
    return statement.labelled("store.serving.wait")
  }

  /// Bounds `wait`, in milliseconds; undone with the savepoint where it ran out.
  static func bound(_ milliseconds: Int64) -> Statement {
    let statement: Statement = "SELECT set_config('lock_timeout', \(milliseconds)::text, true)"
    return statement.labelled("store.serving.bound")
  }

  /// Asks those who serve to let go.
  var notify: Statement {
    let statement: Statement = "SELECT pg_notify('motcua_serving', \(preparation))"
    return statement.labelled("store.serving.notify")
  }

  // MARK: The instance's side

  /// Begins to hear the channel.
  static var listen: Statement {
    let statement: Statement = "LISTEN motcua_serving"
    return statement.labelled("store.serving.listen")
  }

  /// Has the server end the session when nothing was heard of it for five seconds, so that an
  /// instance that is frozen or cut off holds its lock no longer than that.
  static var boundIdleness: Statement {
    let statement: Statement = "SELECT set_config('idle_session_timeout', '5s', false)"
    return statement.labelled("store.serving.boundIdleness")
  }

  /// Gives back what a round of the watch before held on the same session: a question that was cut
  /// short ends its round with the lock held and leaves the session clean, and a lock that is taken
  /// twice has to be given back twice.
  static var releaseAll: Statement {
    let statement: Statement = "SELECT pg_advisory_unlock_all()"
    return statement.labelled("store.serving.releaseAll")
  }

  /// Takes the serving lock for the session, without waiting.
  var hold: Statement {
    let statement: Statement = "SELECT pg_try_advisory_lock_shared(\(Self.serving), \(second))"
    return statement.labelled("store.serving.hold")
  }

  /// Gives it back.
  var release: Statement {
    let statement: Statement = "SELECT pg_advisory_unlock_shared(\(Self.serving), \(second))"
    return statement.labelled("store.serving.release")
  }

  /// Whether no run is about to commit. The lock ends with the statement.
  var isStill: Statement {
    let statement: Statement =
      "SELECT pg_try_advisory_xact_lock_shared(\(Self.moving), \(second))"
    return statement.labelled("store.serving.isStill")
  }
}
