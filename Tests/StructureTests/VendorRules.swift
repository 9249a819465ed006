/// A practice system's name stands in its own folders and targets, and where systems are registered. What the rest
/// knows of it, it knows through the adapter; so a further system changes nothing there.
enum VendorRules {
    static let vendors = ["actionstep", "lawvu", "lawfficient"]

    /// Targets that may name no practice system at all.
    static let neutral: Set<String> = [
        "Matters", "Storage", "StorageSQLite", "StoragePostgres", "Egress", "Templating", "Sync", "Portal",
        "SandboxKit",
    ]
    /// Targets and folders of one practice system, which must name no other.
    static let owned: [(prefix: String, vendor: String)] = [
        ("Sources/SandboxActionStep/", "actionstep"), ("Sources/SandboxLawVu/", "lawvu"),
        ("Sources/SandboxLawfficient/", "lawfficient"), ("Sources/Webhooks/ActionStep/", "actionstep"),
        ("Sources/Webhooks/LawVu/", "lawvu"), ("Sources/Webhooks/Lawfficient/", "lawfficient"),
        ("Sources/Connectors/ActionStep/", "actionstep"), ("Sources/Connectors/LawVu/", "lawvu"),
        ("Sources/Connectors/Lawfficient/", "lawfficient"),
    ]

    static func findings(in file: SourceFile) -> [Finding] {
        let foreign = foreignVendors(of: file)
        guard !foreign.isEmpty, !file.isMigration else { return [] }
        let lines = file.codeAndStrings.lowercased().split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().flatMap { index, line in
            foreign.filter(line.contains).map {
                Finding(path: file.path, line: index + 1, message: "names \($0): ask the adapter, or move it there")
            }
        }
    }

    private static func foreignVendors(of file: SourceFile) -> [String] {
        if neutral.contains(file.module) { return vendors }
        guard let owner = owned.first(where: { file.path.hasPrefix($0.prefix) }) else { return [] }
        return vendors.filter { $0 != owner.vendor }
    }
}
