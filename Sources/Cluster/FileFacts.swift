internal import SystemPackage

/// What `stat` tells of a path, as far as a cluster needs it.
struct FileFacts: Sendable, Hashable {
  let isDirectory: Bool
  let isSocket: Bool
  let owner: UInt32
  let group: UInt32
  /// The permission bits, 0 to 0o7777.
  let mode: UInt32
  let size: Int64
  /// Device and inode: two paths with the same identity are the same file.
  let identity: [UInt64]

  /// Asks the system, following symbolic links; nil where nothing stands at the path.
  static func of(_ path: String) throws(ClusterError) -> FileFacts? {
    do {
      let stat = try Stat(FilePath(path))
      return FileFacts(
        isDirectory: stat.type == .directory, isSocket: stat.type == .socket,
        owner: UInt32(stat.userID.rawValue), group: UInt32(stat.groupID.rawValue),
        mode: UInt32(stat.permissions.rawValue), size: stat.size,
        identity: [UInt64(stat.deviceID.rawValue), UInt64(stat.inode.rawValue)])
    } catch Errno.noSuchFileOrDirectory {
      return nil
    } catch {
      throw ClusterError(
        .unusableDirectory,
        "\(path) cannot be looked at: \(error); run as the user that owns it, or set MOTCUA_HOME "
          + "to a directory that you can use")
    }
  }

  /// Whether a user may pass through this directory, by its permission bits.
  func isTraversable(by user: UInt32, groups: [UInt32]) -> Bool {
    if user == 0 { return true }
    if user == owner { return mode & 0o100 != 0 }
    if groups.contains(group) { return mode & 0o010 != 0 }
    return mode & 0o001 != 0
  }

  /// The permission bits as `chmod` writes them.
  var modeText: String { "0" + String(mode & 0o7777, radix: 8) }
}
