import Procedures
import Schema

extension OnlineLevel {
  /// The program's list of levels.
  static func list() throws -> [OnlineLevel] {
    try LevelList.load().map { level in
      OnlineLevel(
        id: level.id, reference: LevelReference(scheme: level.scheme, code: level.code),
        key: LevelKey(rawValue: level.key) ?? .unknown)
    }
  }
}
