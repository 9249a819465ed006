/// Files that the program carries stand in a folder `Assets` of their feature, and the C file of their target lists them.
enum AssetRules {
    static func findings(files: [SourceFile], lists: [SourceFile]) -> [Finding] {
        let listed = lists.flatMap(entries)
        return files.flatMap { findings(for: $0, listed: listed) } + listed.flatMap { findings(for: $0, files: files) }
    }

    private struct Entry {
        var name: String
        /// From the package's root.
        var path: String
        var list: String
        var line: Int
    }

    private static func findings(for file: SourceFile, listed: [Entry]) -> [Finding] {
        let isAsset = file.path.split(separator: "/").dropLast().last == "Assets"
        let wrongFolder = isAsset ? [] : [Finding(path: file.path, line: 1, message: "not in a folder Assets")]
        let count = listed.count { $0.path == file.path }
        let wrongCount = Finding(path: file.path, line: 1, message: "embedded \(count) times; once is wanted")
        return wrongFolder + (count == 1 ? [] : [wrongCount])
    }

    private static func findings(for entry: Entry, files: [SourceFile]) -> [Finding] {
        let isThere = files.contains { $0.path == entry.path } && entry.path.hasSuffix("/" + entry.name)
        let message = "`\(entry.name)` is not the name of \(entry.path), or there is no such file"
        return isThere ? [] : [Finding(path: entry.list, line: entry.line, message: message)]
    }

    /// A name in quotes, and on the next line the path behind `#embed`.
    private static func entries(of list: SourceFile) -> [Entry] {
        let folder = list.path.split(separator: "/").dropLast().joined(separator: "/")
        let lines = list.text.split(separator: "\n", omittingEmptySubsequences: false)
        return zip(lines, lines.dropFirst()).enumerated().compactMap { index, pair in
            guard pair.1.hasPrefix("#embed"), let path = quoted(pair.1) else { return nil }
            return Entry(name: quoted(pair.0) ?? "", path: folder + "/" + path, list: list.path, line: index + 1)
        }
    }

    private static func quoted(_ line: Substring) -> String? {
        let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
        return parts.count > 2 ? String(parts[1]) : nil
    }
}
