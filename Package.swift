// swift-tools-version:6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

let package = Package(
  name: "counterfoil",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "counterfoil", targets: ["counterfoil"])
  ],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    .executableTarget(
      name: "counterfoil",
      dependencies: [
        "Web", "Gateways", "UseCases", "Documents", "Stores", "Domain", "SQLEngine", "SQLiteEngine", "PostgresEngine", "Secrets", "JSON",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),
    .target(
      name: "Web",
      dependencies: [
        "Domain", "UseCases", "Documents", "Stores", "SQLEngine", "JSON", "CZlib",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      resources: [.copy("Public"), .copy("Templates"), .copy("openapi.yaml")],
      swiftSettings: strict),
    .target(
      name: "Gateways",
      dependencies: [
        "Domain", "UseCases", "Stores", "SQLEngine", "JSON", "Secrets", "CCurl",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),
    .target(
      name: "UseCases",
      dependencies: [
        "Domain", "Stores", "SQLEngine", "Secrets", "Markup", "Pictures", "JSON",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .target(
      name: "Documents",
      dependencies: ["Domain", "CPango", "CQRCode", .product(name: "Mustache", package: "swift-mustache")],
      resources: [.copy("DocumentTemplates")],
      swiftSettings: strict),
    .target(
      name: "Stores",
      dependencies: ["Domain", "SQLEngine", "JSON"],
      resources: [.copy("Migrations")],
      swiftSettings: strict),
    .target(name: "Domain", swiftSettings: strict),
    .target(name: "SQLEngine", swiftSettings: strict),
    .target(name: "JSON", swiftSettings: strict),
    .target(
      name: "SQLiteEngine",
      dependencies: ["SQLEngine", .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift")],
      swiftSettings: strict),
    .target(name: "PostgresEngine", dependencies: ["SQLEngine", "CPostgres"], swiftSettings: strict),
    .target(
      name: "Secrets",
      dependencies: ["CArgon2", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    .target(name: "Markup", dependencies: ["CXML2", "JSON"], swiftSettings: strict),
    .target(name: "CXML2", dependencies: ["CLibXML2"]),
    .target(name: "Pictures", dependencies: ["CPictures", "Domain"], swiftSettings: strict),
    .target(name: "CPictures", linkerSettings: [.linkedLibrary("jpeg"), .linkedLibrary("png"), .linkedLibrary("webp")]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
    .systemLibrary(name: "CQRCode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(
      name: "TestSupport", dependencies: ["Stores", "SQLEngine", "SQLiteEngine", "PostgresEngine", "CPostgres"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "DomainTests", dependencies: ["Domain", "JSON"], swiftSettings: strict),
    .testTarget(
      name: "StoresTests",
      dependencies: ["Stores", "Domain", "SQLEngine", "SQLiteEngine", "PostgresEngine", "JSON", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents", "Domain"], swiftSettings: strict),
    .testTarget(
      name: "UseCasesTests",
      dependencies: ["UseCases", "Stores", "Domain", "SQLEngine", "SQLiteEngine", "Secrets", "Pictures", "JSON", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "GatewaysTests",
      dependencies: ["Gateways", "UseCases", "Stores", "Domain", "SQLEngine", "SQLiteEngine", "Secrets", "JSON", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "WebTests",
      dependencies: [
        "Web", "UseCases", "Domain", "JSON", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
