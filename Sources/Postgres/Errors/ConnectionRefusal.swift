/// libpq gives the SQLSTATE of a refused connection only in its text, so the few that lead to
/// different advice are recognised there. Servers that speak another language are not recognised
/// and keep the general advice.
enum ConnectionRefusal {
  static func sqlState(of text: String) -> SQLState? {
    if text.contains("password authentication failed") { return .invalidPassword }
    if text.contains("no pg_hba.conf entry") { return .invalidAuthorization }
    if text.contains("database \""), text.contains("does not exist") { return .noSuchDatabase }
    if text.contains("role \""), text.contains("does not exist") { return .invalidAuthorization }
    if text.contains("too many clients") || text.contains("remaining connection slots")
      || text.contains("too many connections")
    {
      return .tooManyConnections
    }
    if text.contains("database system is") { return .cannotConnectNow }
    return nil
  }
}
