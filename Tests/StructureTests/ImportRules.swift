/// Which module may import which: the shape of the product, as data.
enum ImportRules {
    /// Our own targets. Arrows point down only.
    static let arrows: [String: Set<String>] = [
        "Matters": [],
        "Storage": [],
        "Webhooks": ["Matters"],
        "StorageSQLite": ["Storage"],
        "StoragePostgres": ["Storage"],
        "Records": ["Storage", "Webhooks", "Matters"],
        "Egress": ["Matters"],
        "Connectors": ["Egress", "Webhooks", "Matters"],
        "Delivery": ["Egress", "Records", "Storage", "Webhooks", "Matters"],
        "Sync": ["Records", "Storage", "Egress", "Webhooks", "Matters"],
        "Portal": ["Records", "Storage", "Egress", "Webhooks", "Templating", "Matters"],
        "SandboxKit": ["Delivery", "Records", "Storage", "Webhooks", "Templating", "Matters"],
        "SandboxActionStep": vendorSandbox, "SandboxLawVu": vendorSandbox, "SandboxLawfficient": vendorSandbox,
        "Sandbox": vendorSandbox.union(["SandboxActionStep", "SandboxLawVu", "SandboxLawfficient"]),
        "Web": ["Sync", "Portal", "Delivery", "Records", "Storage", "Egress", "Webhooks", "Templating", "Matters"],
        "Templating": [],
        "Matterwire": [
            "Web", "Sandbox", "SandboxKit", "Sync", "Portal", "Connectors", "Delivery", "Egress", "Records",
            "StorageSQLite",
            "StoragePostgres", "Storage", "Webhooks", "Matters",
        ],
    ]

    /// What a simulated practice system may import: the kit, and never another system.
    private static let vendorSandbox: Set<String> = [
        "SandboxKit", "Delivery", "Records", "Storage", "Webhooks", "Templating", "Matters",
    ]
    private static let sandboxes: Set<String> = [
        "SandboxKit", "SandboxActionStep", "SandboxLawVu", "SandboxLawfficient", "Sandbox",
    ]

    /// Packages and C shims, each with the only targets that may know it.
    static let owners: [String: Set<String>] = [
        "GRDB": ["StorageSQLite"],
        "GRDBSQLite": ["StorageSQLite"],
        "CPostgres": ["StoragePostgres"],
        "AsyncHTTPClient": ["Egress"],
        "Hummingbird": sandboxes.union(["Web", "Matterwire"]),
        "HummingbirdCore": sandboxes.union(["Web"]),
        "HTTPTypes": sandboxes.union(["Web", "Egress", "Connectors", "Delivery", "Matterwire"]),
        "Mustache": ["Templating"],
        "CEmbedding": ["Templating"],
        "WebAssets": ["Web"],
        "SandboxKitAssets": ["SandboxKit"],
        "SandboxActionStepAssets": ["SandboxActionStep"],
        "SandboxLawVuAssets": ["SandboxLawVu"],
        "SandboxLawfficientAssets": ["SandboxLawfficient"],
        "NIOCore": sandboxes.union(["Web", "Egress", "Matterwire"]),
        "NIOHTTP1": ["Web", "Egress"],
        "NIOPosix": ["Web", "Egress", "Matterwire"],
        "ArgumentParser": ["Matterwire"],
        "Configuration": ["Matterwire"],
        "UnixSignals": ["Matterwire"],
        "SystemPackage": ["Matterwire"],
        "Crypto": ["Webhooks", "Sync", "Portal", "Web", "Connectors", "Delivery", "Matterwire"],
        "ServiceLifecycle": ["Delivery", "Sync", "Portal", "Sandbox", "Web", "Matterwire"],
        "Logging": sandboxes.union([
            "StoragePostgres", "StorageSQLite", "Egress", "Connectors", "Delivery", "Sync", "Portal", "Web",
            "Matterwire",
        ]),
    ]

    /// Part of the toolchain: free for all, but that `Foundation` proper stays out of the pure targets.
    static let toolchain: Set<String> = ["FoundationEssentials", "Synchronization", "Glibc", "Dispatch"]
    static let pure: Set<String> = ["Matters", "Webhooks", "Storage"]

    static func findings(in file: SourceFile) -> [Finding] {
        imports(in: file.code).compactMap { line, name in
            refusal(of: name, in: file.module).map { Finding(path: file.path, line: line, message: $0) }
        }
    }

    private static func refusal(of name: String, in module: String) -> String? {
        guard let below = arrows[module] else { return "\(module) stands in no row of the import table" }
        if arrows[name] != nil {
            return below.contains(name) ? nil : "\(module) must not import \(name)"
        }
        if let allowed = owners[name] {
            return allowed.contains(module) ? nil : "\(name) is for \(allowed.sorted().joined(separator: ", ")) only"
        }
        if name == "Foundation" { return pure.contains(module) ? "\(module) is pure: no Foundation" : nil }
        return toolchain.contains(name) ? nil : "\(name) has no owner in the import table"
    }

    /// The modules that a file imports, each with its line.
    static func imports(in code: String) -> [(line: Int, name: String)] {
        let access: Set<Substring> = ["public", "package", "internal", "private", "fileprivate"]
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "typealias", "var", "let"]
        return code.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, text in
            var words = text.split(whereSeparator: \.isWhitespace)[...]
            words = words.drop { $0.hasPrefix("@") || access.contains($0) }
            guard words.popFirst() == "import", var name = words.popFirst() else { return nil }
            if kinds.contains(name), let module = words.popFirst() { name = module }
            return (index + 1, String(name.prefix { $0 != "." }))
        }
    }
}
