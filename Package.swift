// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is compiled under the same, strict rules.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")

/// The C target that embeds the templates, styles, scripts and documents of a target whose folder it shares.
func assets(of target: String) -> Target {
    .target(
        name: target + "Assets", dependencies: ["CEmbedding"], path: "Sources/\(target)",
        sources: [target + "Assets.c"], cSettings: [.treatAllWarnings(as: .error)])
}

/// What of that folder is not for the target itself.
func assetPaths(of target: String, in folders: [String]) -> [String] {
    [target + "Assets.c", "include"] + folders.map { $0 + "/Assets" }
}

/// A simulated practice system of the sandbox.
func vendor(_ name: String, pages: String) -> Target {
    .target(
        name: name,
        dependencies: [
            "SandboxKit", .target(name: name + "Assets"), "Delivery", "Records", "Storage", "Webhooks", "Templating",
            "Matters", hummingbird, httpTypes, nioCore, logging,
        ], exclude: assetPaths(of: name, in: [pages]))
}

let package = Package(
    name: "matterwire",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "matterwire", targets: ["Matterwire"]),
        .executable(name: "bare-server", targets: ["BareServer"]),
        .executable(name: "delivery-bench", targets: ["DeliveryBench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        .target(name: "Matters"),
        .target(name: "Storage"),
        .target(name: "CEmbedding", cSettings: [.treatAllWarnings(as: .error)]),
        .target(name: "Templating", dependencies: [mustache, "CEmbedding"]),
        .target(name: "Webhooks", dependencies: ["Matters", crypto]),
        .target(
            name: "StorageSQLite",
            dependencies: [
                "Storage", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(name: "StoragePostgres", dependencies: ["Storage", "CPostgres"]),
        .target(name: "Records", dependencies: ["Storage", "Webhooks", "Matters"]),
        .target(
            name: "Egress",
            dependencies: [
                "Matters", .product(name: "AsyncHTTPClient", package: "async-http-client"),
                nioCore, nioHTTP1, .product(name: "NIOPosix", package: "swift-nio"), httpTypes,
            ]),
        .target(name: "Connectors", dependencies: ["Egress", "Webhooks", "Matters", httpTypes, logging]),
        .target(
            name: "Delivery",
            dependencies: ["Egress", "Records", "Storage", "Webhooks", "Matters", httpTypes, lifecycle, logging]),
        .target(
            name: "Sync",
            dependencies: ["Egress", "Records", "Storage", "Webhooks", "Matters", crypto, lifecycle, logging]),
        .target(
            name: "Portal",
            dependencies: ["Egress", "Records", "Storage", "Webhooks", "Templating", "Matters", lifecycle, logging]),
        .target(
            name: "SandboxKit",
            dependencies: [
                "SandboxKitAssets", "Delivery", "Records", "Storage", "Webhooks", "Templating", "Matters",
                hummingbird, httpTypes, nioCore, logging,
            ], exclude: assetPaths(of: "SandboxKit", in: ["OAuth", "Pages"])),
        assets(of: "SandboxKit"),
        vendor("SandboxActionStep", pages: "Page"),
        assets(of: "SandboxActionStep"),
        vendor("SandboxLawVu", pages: "Page"),
        assets(of: "SandboxLawVu"),
        vendor("SandboxLawfficient", pages: "Page/Leads"),
        assets(of: "SandboxLawfficient"),
        .target(
            name: "Sandbox",
            dependencies: [
                "SandboxActionStep", "SandboxLawVu", "SandboxLawfficient", "SandboxKit", "Delivery", "Records",
                "Storage", "Webhooks", "Matters", hummingbird, httpTypes, nioCore, lifecycle, logging,
            ]),
        .target(
            name: "Web",
            dependencies: [
                "Sync", "Portal", "Delivery", "Records", "Storage", "Egress", "Webhooks", "Templating", "Matters",
                "WebAssets", hummingbird, httpTypes, nioCore, crypto, lifecycle, logging,
            ], exclude: assetPaths(of: "Web", in: ["API", "Endpoints", "Live", "Matters", "Pages", "SignIn"])),
        assets(of: "Web"),
        .executableTarget(
            name: "Matterwire",
            dependencies: [
                "Web", "Sandbox", "SandboxKit", "Sync", "Portal", "Connectors", "Delivery", "Egress", "Records",
                "StoragePostgres", "StorageSQLite", "Storage", "Webhooks", "Matters", hummingbird, httpTypes, lifecycle,
                logging, nioCore,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        .testTarget(name: "StructureTests"),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Web", "Sync", "Portal", "Delivery", "Egress", "Records", "TestPractice", "TestStore", "Storage",
                "Webhooks", "Templating", "Matters", "LocalServer", hummingbird, httpTypes, nioCore, logging,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ]),
        .testTarget(
            name: "NewPracticeSystemTests",
            dependencies: [
                "Web", "Sync", "Portal", "Connectors", "Delivery", "Egress", "Records", "TestStore", "Storage",
                "Webhooks", "Matters", "LocalServer", hummingbird, httpTypes, nioCore, logging,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ]),
        .executableTarget(name: "BareServer", dependencies: [hummingbird, httpTypes], path: "bench/BareServer"),
        .executableTarget(
            name: "DeliveryBench",
            dependencies: [
                "Delivery", "Egress", "Records", "StorageSQLite", "Storage", "Webhooks", "Matters", nioCore, nioHTTP1,
                logging, .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "bench/DeliveryBench"),
        .testTarget(name: "MattersTests", dependencies: ["Matters"]),
        .target(name: "LocalProcess", path: "Tests/LocalProcess"),
        .testTarget(name: "WebhooksTests", dependencies: ["Webhooks", "Matters", "LocalProcess"]),
        .target(name: "LocalPostgres", dependencies: ["StoragePostgres", "LocalProcess"], path: "Tests/LocalPostgres"),
        .target(
            name: "TestStore", dependencies: ["LocalPostgres", "StoragePostgres", "StorageSQLite", "Storage"],
            path: "Tests/TestStore"),
        .testTarget(
            name: "StorageTests",
            dependencies: ["StoragePostgres", "StorageSQLite", "Storage", "LocalPostgres", "TestStore"]),
        .testTarget(
            name: "RecordsTests",
            dependencies: ["Delivery", "Records", "TestStore", "Storage", "Webhooks", "Matters"]),
        .target(
            name: "TestPractice",
            dependencies: ["Sync", "Records", "TestStore", "Storage", "Webhooks", "Matters", logging],
            path: "Tests/TestPractice"),
        .testTarget(
            name: "SyncTests",
            dependencies: [
                "Sync", "TestPractice", "LocalServer", "Records", "TestStore", "Storage", "Webhooks", "Matters",
                logging,
            ]),
        .testTarget(
            name: "PortalTests",
            dependencies: [
                "Portal", "TestPractice", "LocalServer", "Records", "TestStore", "Storage", "Webhooks", "Matters",
                logging,
            ]),
        .target(
            name: "LocalServer",
            dependencies: ["LocalProcess", nioCore, nioHTTP1, .product(name: "NIOPosix", package: "swift-nio")],
            path: "Tests/LocalServer"),
        .testTarget(name: "EgressTests", dependencies: ["Egress", "Matters", "LocalServer", httpTypes]),
        .testTarget(
            name: "ConnectorsTests",
            dependencies: [
                "Connectors", "Sandbox", "SandboxKit", "Delivery", "Egress", "Records", "StorageSQLite", "Storage",
                "Webhooks", "Matters", "LocalServer", httpTypes, lifecycle, logging,
            ]),
        .testTarget(
            name: "DeliveryTests",
            dependencies: [
                "Delivery", "Egress", "Records", "TestStore", "Storage", "Webhooks", "Matters", "LocalServer",
                "LocalProcess", lifecycle, logging,
            ]),
        .testTarget(
            name: "SandboxTests",
            dependencies: [
                "Sandbox", "SandboxActionStep", "SandboxLawVu", "SandboxLawfficient", "SandboxKit", "Delivery",
                "Records", "StorageSQLite", "Storage", "Webhooks", "Matters", "LocalServer", hummingbird, httpTypes,
                nioCore, logging,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ]),
    ],
    cLanguageStandard: .c2x
)

for target in package.targets where target.type != .system && target.cSettings == nil {
    target.swiftSettings = house
}
