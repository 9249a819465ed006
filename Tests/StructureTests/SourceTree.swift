import Foundation

/// One text file of the package.
struct SourceFile: Sendable {
    /// From the package's root, such as `Sources/Matters/Time/Instant.swift`.
    var path: String
    var text: String
    /// The text with the same lines and columns, but blanks for comments and for what stands in string literals.
    var code: String
    /// The text with blanks for comments only.
    var codeAndStrings: String

    init(path: String, text: String) {
        self.path = path
        self.text = text
        code = path.hasSuffix(".swift") ? SwiftMask.code(of: text) : text
        codeAndStrings = path.hasSuffix(".swift") ? SwiftMask.code(of: text, keepsStrings: true) : text
    }

    /// A migration that has landed is never edited: it says what stood in the tables at its time.
    var isMigration: Bool { path.split(separator: "/").last?.contains("Schema") ?? false }

    /// What stands in string literals, with blanks for all else; only lines that hold any of it.
    var stringLines: [(number: Int, text: String)] {
        let lines = zip(Self.lines(codeAndStrings), Self.lines(code)).enumerated()
        return lines.compactMap { index, line in
            guard line.0 != line.1 else { return nil }
            let masked = zip(line.0, line.1).map { $0 == $1 && $0 != "\"" ? " " : $0 }
            return (index + 1, String(masked))
        }
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The target that the file belongs to.
    var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
}

/// The package's own files, as they lie beside this test.
enum SourceTree {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let sources = files(under: "Sources", ending: ".swift")
    static let tests = files(under: "Tests", ending: ".swift")

    static var markdown: [SourceFile] {
        let folders = ["docs", "Sources", "Tests", "bench"].flatMap { files(under: $0, ending: ".md") }
        let atRoot = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return folders + atRoot.filter { $0.hasSuffix(".md") }.sorted().compactMap(file)
    }

    /// What is embedded into the program, and the lists of it.
    static let assets = ["mustache", "css", "js", "json", "svg"].flatMap { files(under: "Sources", ending: "." + $0) }
    static let assetLists = files(under: "Sources", ending: "Assets.c")

    private static func files(under folder: String, ending: String) -> [SourceFile] {
        let found = try? FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
        return (found ?? []).filter { $0.hasSuffix(ending) }.sorted().compactMap { file(folder + "/" + $0) }
    }

    private static func file(_ path: String) -> SourceFile? {
        guard let data = try? Data(contentsOf: root.appending(path: path)) else { return nil }
        return SourceFile(path: path, text: String(decoding: data, as: UTF8.self))
    }
}

/// One place that breaks a rule.
struct Finding: Sendable, Equatable, CustomStringConvertible {
    var path: String
    var line: Int
    var message: String
    var description: String { "\(path):\(line): \(message)" }
}
