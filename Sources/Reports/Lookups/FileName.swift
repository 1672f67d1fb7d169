/// Names of files without the directories that they lie in, for answers to anybody: where things
/// lie on a machine is nobody else's business.
enum FileName {
  /// What stands behind the last slash of a path or an address, without the query of an address.
  static func only(of location: String) -> String {
    var path = location[...]
    if let scheme = location.firstRange(of: "://") {
      path = path[scheme.upperBound...].prefix { $0 != "?" && $0 != "#" }
    }
    let name = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last
    return name.map(String.init) ?? ""
  }
}
