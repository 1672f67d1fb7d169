// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "motcua",
  products: [.executable(name: "motcua", targets: ["motcua"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    .systemLibrary(
      name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(
      name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(
      name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(
      name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .target(
      name: "Postgres",
      dependencies: [
        "CLibPQ",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .target(name: "Procedures"),
    .target(name: "Indicators", dependencies: ["Procedures"]),
    .target(
      name: "Intake",
      dependencies: [
        "CExpat", "CLibZip", "Procedures",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [
        .embedInCode("Profiles/agencies.json"),
        .embedInCode("Profiles/catalog.json"),
        .embedInCode("Profiles/dossiers.json"),
        .embedInCode("Profiles/exclusions.json"),
        .embedInCode("Profiles/fact-words.json"),
        .embedInCode("Profiles/observations.json"),
        .embedInCode("Profiles/payments.json"),
        .embedInCode("Profiles/results.json"),
        .embedInCode("Profiles/words.json"),
      ]),
    .target(
      name: "Fetch",
      dependencies: [
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .target(
      name: "Schema",
      path: "Schema",
      exclude: ["structure.sql"],
      resources: [
        .embedInCode("Lists/levels.json"),
        .embedInCode("Migrations/0001_create_authority.sql"),
        .embedInCode("Migrations/0002_create_run.sql"),
        .embedInCode("Migrations/0003_create_agency.sql"),
        .embedInCode("Migrations/0004_create_procedure.sql"),
        .embedInCode("Migrations/0005_create_offering.sql"),
        .embedInCode("Migrations/0006_create_exclusion.sql"),
        .embedInCode("Migrations/0007_extend_run.sql"),
        .embedInCode("Migrations/0008_create_kept_source.sql"),
        .embedInCode("Migrations/0009_extend_claims.sql"),
        .embedInCode("Migrations/0010_create_audit.sql"),
        .embedInCode("Migrations/0011_create_alias.sql"),
        .embedInCode("Migrations/0012_create_source_setting.sql"),
        .embedInCode("Migrations/0013_create_facts.sql"),
        .embedInCode("Migrations/0014_create_adoption.sql"),
        .embedInCode("Migrations/0015_extend_exclusion.sql"),
        .embedInCode("Migrations/0016_create_closed_period.sql"),
        .embedInCode("Migrations/0017_create_payment.sql"),
        .embedInCode("Migrations/0018_create_rollup.sql"),
        .embedInCode("Migrations/0019_keep_rollup.sql"),
        .embedInCode("Migrations/0020_create_source_age.sql"),
        .embedInCode("Migrations/0021_create_token.sql"),
        .embedInCode("Migrations/0022_create_posted_run.sql"),
        .embedInCode("holidays/vn.yaml"),
        .embedInCode("indexes/qd-766.yaml"),
        .embedInCode("plans/chuyen-doi-so-2023.yaml"),
        .embedInCode("plans/chuyen-doi-so-2024.yaml"),
        .embedInCode("plans/khanh-hoa-2023.yaml"),
        .embedInCode("plans/nq-17-2020.yaml"),
        .embedInCode("plans/nq-76-2025.yaml"),
        .embedInCode("plans/nq-76-2030.yaml"),
        .embedInCode("plans/qd-942-2025.yaml"),
      ]),
    .target(
      name: "Store",
      dependencies: [
        "Indicators", "Intake", "Postgres", "Procedures", "Schema",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "Cluster",
      dependencies: [
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .target(
      name: "Reports", dependencies: ["CLibZip", "CXlsxWriter", "Indicators", "Procedures"]),
    .target(
      name: "Telemetry",
      dependencies: [.product(name: "CoreMetrics", package: "swift-metrics")]),
    .target(
      name: "StatsHTTP",
      dependencies: [
        "Indicators", "Procedures", "Reports",
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .executableTarget(
      name: "motcua",
      dependencies: [
        "Cluster", "Fetch", "Indicators", "Intake", "Postgres", "Procedures", "Reports", "Schema",
        "StatsHTTP", "Store", "Telemetry",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Configuration", package: "swift-configuration"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ]),
    .target(
      name: "TestSupport",
      dependencies: ["Cluster", "Postgres", .product(name: "Logging", package: "swift-log")],
      path: "Tests/TestSupport"),
    .testTarget(
      name: "ClusterTests",
      dependencies: ["Cluster", .product(name: "SystemPackage", package: "swift-system")]),
    .testTarget(
      name: "FetchTests",
      dependencies: [
        "Fetch", "TestSupport",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    .testTarget(name: "IndicatorsTests", dependencies: ["Indicators", "Procedures"]),
    .testTarget(name: "IntakeTests", dependencies: ["CLibZip", "Intake", "Procedures"]),
    .testTarget(
      name: "PostgresTests",
      dependencies: [
        "Postgres", "TestSupport",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .testTarget(name: "ProceduresTests", dependencies: ["Procedures"]),
    .testTarget(
      name: "ReportsTests", dependencies: ["CLibZip", "Indicators", "Procedures", "Reports"]),
    .testTarget(name: "SchemaTests", dependencies: ["Schema"]),
    .testTarget(
      name: "StatsHTTPTests",
      dependencies: [
        "Indicators", "Procedures", "Reports", "StatsHTTP", "TestSupport",
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "Indicators", "Intake", "Postgres", "Procedures", "Schema", "Store", "TestSupport",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .testTarget(
      name: "TelemetryTests",
      dependencies: ["Telemetry", .product(name: "CoreMetrics", package: "swift-metrics")]),
    .testTarget(
      name: "motcuaTests",
      dependencies: [
        "Intake", "Postgres", "StatsHTTP", "Store", "motcua",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
  ]
}
