import Testing

/// Everything that talks to the server. One test after the other, so that the number of sessions
/// does not depend on the number of tests.
@Suite(.serialized, .timeLimit(.minutes(10))) struct LiveTests {}
