/// A plan, an index or the holidays, as the program brings them; each can be replaced by import.
public struct AdoptableFile: Sendable {
  /// What the file holds.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Goals and tasks of a plan.
    case plan
    /// A weighted index.
    case index
    /// Holidays and days worked instead.
    case holidays
  }

  /// What the file holds.
  public let kind: Kind
  /// Its path within the repository, for errors.
  public let path: String
  /// Its text, YAML.
  public let bytes: [UInt8]

  /// All files of the program.
  public static let all: [AdoptableFile] = [
    AdoptableFile(
      kind: .plan, path: "Schema/plans/khanh-hoa-2023.yaml",
      bytes: PackageResources.khanh_hoa_2023_yaml),
    AdoptableFile(
      kind: .plan, path: "Schema/plans/chuyen-doi-so-2023.yaml",
      bytes: PackageResources.chuyen_doi_so_2023_yaml),
    AdoptableFile(
      kind: .plan, path: "Schema/plans/chuyen-doi-so-2024.yaml",
      bytes: PackageResources.chuyen_doi_so_2024_yaml),
    AdoptableFile(
      kind: .plan, path: "Schema/plans/nq-17-2020.yaml", bytes: PackageResources.nq_17_2020_yaml),
    AdoptableFile(
      kind: .plan, path: "Schema/plans/nq-76-2025.yaml", bytes: PackageResources.nq_76_2025_yaml),
    AdoptableFile(
      kind: .plan, path: "Schema/plans/nq-76-2030.yaml", bytes: PackageResources.nq_76_2030_yaml),
    AdoptableFile(
      kind: .plan, path: "Schema/plans/qd-942-2025.yaml",
      bytes: PackageResources.qd_942_2025_yaml),
    AdoptableFile(
      kind: .index, path: "Schema/indexes/qd-766.yaml", bytes: PackageResources.qd_766_yaml),
    AdoptableFile(
      kind: .holidays, path: "Schema/holidays/vn.yaml", bytes: PackageResources.vn_yaml),
  ]

  /// The files of one kind.
  public static func all(_ kind: Kind) -> [AdoptableFile] { all.filter { $0.kind == kind } }
}
