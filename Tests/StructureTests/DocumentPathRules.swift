import Foundation

/// A path that a document names leads somewhere: a reader who follows it must not end in a house that was rebuilt.
enum DocumentPathRules {
    /// A missing path of each document, by the line that names it.
    /// - Parameter exists: whether there is a file or folder at a path from the package's root.
    static func findings(in file: SourceFile, targets: Set<String>, exists: (String) -> Bool) -> [Finding] {
        lines(file.text).flatMap { line, text in
            (quoted(text) + linked(text, from: file.path)).filter { isPath($0, targets) }
                .filter { path in !candidates(path).contains(where: exists) }
                .map { Finding(path: file.path, line: line, message: "`\($0)` leads nowhere") }
        }
    }

    static func findings(in file: SourceFile) -> [Finding] {
        findings(in: file, targets: targets) {
            FileManager.default.fileExists(atPath: SourceTree.root.appending(path: $0).path)
        }
    }

    private static let targets = Set(SourceTree.sources.map(\.module))
    private static let roots: Set<String> = [
        "Sources", "Tests", "bench", "docs", "e2e", "scripts", "Makefile", "Package.swift", "README.md",
        "CONTRIBUTING.md",
    ]

    private static func lines(_ text: String) -> [(Int, Substring)] {
        var isCode = false
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            if line.hasPrefix("```") { isCode.toggle() }
            return isCode || line.hasPrefix("    ") ? nil : (index + 1, line)
        }
    }

    /// What stands between backticks.
    private static func quoted(_ line: Substring) -> [String] {
        let parts = line.split(separator: "`", omittingEmptySubsequences: false)
        return parts.indices.filter { $0 % 2 == 1 && $0 + 1 < parts.count }.map { String(parts[$0]) }
    }

    /// Targets of `[text](path)`, from the package's root.
    private static func linked(_ line: Substring, from document: String) -> [String] {
        let folder = document.split(separator: "/").dropLast().map(String.init)
        return line.components(separatedBy: "](").dropFirst().compactMap { rest in
            guard let target = rest.split(separator: ")").first, !target.contains("://"), !target.hasPrefix("#") else {
                return nil
            }
            let path = target.split(separator: "#")[0]
            return path.hasPrefix("../") ? String(path.dropFirst(3)) : (folder + [String(path)]).joined(separator: "/")
        }
    }

    private static func isPath(_ text: String, _ targets: Set<String>) -> Bool {
        let allowed = text.allSatisfy { $0.isLetter || $0.isNumber || "/._-+".contains($0) }
        guard allowed, let first = text.split(separator: "/").first.map(String.init) else { return false }
        return roots.contains(first) || text.contains("/") && targets.contains(first)
    }

    /// A target's name stands for its folder in `Sources`, and a type's for its file.
    private static func candidates(_ path: String) -> [String] {
        [path, path + ".swift", "Sources/" + path, "Sources/" + path + ".swift"]
    }
}
