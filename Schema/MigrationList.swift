/// One step of the database schema: forward only, never edited once it has been released.
public struct Migration: Sendable {
  /// Its number; steps run in this order, without gaps, from 1.
  public let version: Int
  /// The name of its file without the ending: `0001_create_authority`.
  public let name: String
  /// The text of the file.
  public let bytes: [UInt8]
}

/// The steps that this program knows, in order.
public enum MigrationList {
  /// All steps; a new one is appended here and in `Package.swift`.
  public static let all: [Migration] = [
    Migration(
      version: 1, name: "0001_create_authority",
      bytes: PackageResources._001_create_authority_sql),
    Migration(
      version: 2, name: "0002_create_run", bytes: PackageResources._002_create_run_sql),
    Migration(
      version: 3, name: "0003_create_agency", bytes: PackageResources._003_create_agency_sql),
    Migration(
      version: 4, name: "0004_create_procedure",
      bytes: PackageResources._004_create_procedure_sql),
    Migration(
      version: 5, name: "0005_create_offering",
      bytes: PackageResources._005_create_offering_sql),
    Migration(
      version: 6, name: "0006_create_exclusion",
      bytes: PackageResources._006_create_exclusion_sql),
    Migration(version: 7, name: "0007_extend_run", bytes: PackageResources._007_extend_run_sql),
    Migration(
      version: 8, name: "0008_create_kept_source",
      bytes: PackageResources._008_create_kept_source_sql),
    Migration(
      version: 9, name: "0009_extend_claims",
      bytes: PackageResources._009_extend_claims_sql),
    Migration(
      version: 10, name: "0010_create_audit",
      bytes: PackageResources._010_create_audit_sql),
    Migration(
      version: 11, name: "0011_create_alias",
      bytes: PackageResources._011_create_alias_sql),
    Migration(
      version: 12, name: "0012_create_source_setting",
      bytes: PackageResources._012_create_source_setting_sql),
    Migration(
      version: 13, name: "0013_create_facts", bytes: PackageResources._013_create_facts_sql),
    Migration(
      version: 14, name: "0014_create_adoption",
      bytes: PackageResources._014_create_adoption_sql),
    Migration(
      version: 15, name: "0015_extend_exclusion",
      bytes: PackageResources._015_extend_exclusion_sql),
    Migration(
      version: 16, name: "0016_create_closed_period",
      bytes: PackageResources._016_create_closed_period_sql),
    Migration(
      version: 17, name: "0017_create_payment",
      bytes: PackageResources._017_create_payment_sql),
    Migration(
      version: 18, name: "0018_create_rollup", bytes: PackageResources._018_create_rollup_sql),
    Migration(version: 19, name: "0019_keep_rollup", bytes: PackageResources._019_keep_rollup_sql),
    Migration(
      version: 20, name: "0020_create_source_age",
      bytes: PackageResources._020_create_source_age_sql),
    Migration(
      version: 21, name: "0021_create_token", bytes: PackageResources._021_create_token_sql),
    Migration(
      version: 22, name: "0022_create_posted_run",
      bytes: PackageResources._022_create_posted_run_sql),
  ]
}
