import Foundation

/// One text file of the package.
struct SourceFile: Sendable {
    /// From the package's root, such as `Sources/Matters/Time/Instant.swift`.
    var path: String
    var text: String
    /// The text with the same lines and columns, but blanks for comments and for what stands in string literals.
    var code: String

    init(path: String, text: String) {
        (self.path, self.text) = (path, text)
        code = path.hasSuffix(".swift") ? SwiftMask.code(of: text) : text
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
