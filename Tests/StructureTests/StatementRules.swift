/// SQL stands where it is searched for: in `Records`, in the engines, and in the sandbox's own tables.
enum StatementRules {
    private static let verbs = ["SELECT ", "INSERT INTO ", "DELETE FROM ", "UPDATE "]

    static func findings(in file: SourceFile) -> [Finding] {
        guard !stores(file.module) else { return [] }
        return file.stringLines.filter { line in verbs.contains { line.text.contains($0) } }.map {
            Finding(path: file.path, line: $0.number, message: "a statement outside of Records")
        }
    }

    private static func stores(_ module: String) -> Bool {
        module == "Records" || module.hasPrefix("Storage") || module.hasPrefix("Sandbox")
    }
}
