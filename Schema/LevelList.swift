import FoundationEssentials

/// The list of online levels with their crosswalk, as the program brings it: `Lists/levels.json`.
public enum LevelList {
  /// One level of a scale and the class that the crosswalk gives it.
  public struct Level: Sendable, Hashable, Decodable {
    /// The number under which the database keeps it; 0 says that a source does not know.
    public let id: Int16
    /// The scale: `ND43` (Nghị định 43/2011) or `ND42` (Nghị định 42/2022).
    public let scheme: String
    /// The code on that scale.
    public let code: String
    /// The class that figures count by: `full`, `partial`, `info`, `none` or `unknown`.
    public let key: String
  }

  /// Reads the list. Throws where the embedded file does not have its form.
  public static func load() throws -> [Level] {
    try JSONDecoder().decode(File.self, from: Data(PackageResources.levels_json)).levels
  }

  private struct File: Decodable {
    let levels: [Level]
  }
}
