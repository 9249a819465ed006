/// Calls that the product does without, each with the reason and the few places where it may stand.
struct BannedCall: Sendable {
    var text: String
    var reason: String
    /// Beginnings of paths.
    var allowed: [String] = []
    /// Looked for in the whole text, strings and comments too.
    var inText = false

    static let all = [
        BannedCall(text: "ISO8601DateFormatter", reason: "slow; use Instant(iso8601:) and Instant.iso8601"),
        BannedCall(text: "DateFormatter(", reason: "slow and locale-bound; use Instant and CalendarDate"),
        BannedCall(text: "String(format:", reason: "slow; use padded or interpolation"),
        BannedCall(text: "try!", reason: "a failure needs a name"),
        BannedCall(text: "print(", reason: "logs go through a logger", allowed: ["Sources/Matterwire/"]),
        BannedCall(text: "Date()", reason: "time comes in through the initialiser", allowed: ["Sources/Matterwire/"]),
        BannedCall(text: "Date.now", reason: "time comes in through the initialiser", allowed: ["Sources/Matterwire/"]),
        BannedCall(
            text: "Task.sleep(", reason: "waiting goes through an injected clock", allowed: ["Sources/Matterwire/"]),
        BannedCall(
            text: ".random(in:", reason: "chance comes in through the initialiser", allowed: ["Sources/Matterwire/"]),
        BannedCall(text: "Task {", reason: "unstructured; use `uncancelled` or a task group", allowed: unstructured),
        BannedCall(text: "Task.detached", reason: "unstructured; use `uncancelled` or a task group"),
        BannedCall(text: "@unchecked Sendable", reason: "name the lock and add the file here", allowed: unchecked),
        BannedCall(text: "nonisolated(unsafe)", reason: "shares memory without a lock"),
        BannedCall(text: "{{{", reason: "puts text into a page unescaped", inText: true),
        BannedCall(text: "{{&", reason: "puts text into a page unescaped", inText: true),
    ]

    /// The token keeper holds the one refresh that all callers wait for.
    private static let unstructured = [
        "Sources/Storage/Uncancelled.swift", "Sources/Storage/GroupCommit.swift",
        "Sources/Connectors/Access/TokenKeeper.swift",
    ]
    /// libpq blocks, so everything of a connection is touched on its own queue alone.
    private static let unchecked = ["Sources/StoragePostgres/PostgresConnection.swift"]

    func findings(in file: SourceFile) -> [Finding] {
        guard !allowed.contains(where: file.path.hasPrefix) else { return [] }
        let lines = (inText ? file.text : file.code).split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().filter { stands(in: $0.element) }.map { index, _ in
            Finding(path: file.path, line: index + 1, message: "`\(text)`: \(reason)")
        }
    }

    /// As a whole word: `addTask {` is not `Task {`, and `precondition_print(` not `print(`.
    private func stands(in line: Substring) -> Bool {
        let isWord = text.first?.isLetter == true
        return line.ranges(of: text).contains { range in
            guard isWord, range.lowerBound > line.startIndex else { return true }
            let before = line[line.index(before: range.lowerBound)]
            return !(before.isLetter || before.isNumber || before == "_")
        }
    }
}
