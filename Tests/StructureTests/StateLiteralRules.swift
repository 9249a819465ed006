/// A stored state has one name, in an enum that writes itself into SQL. A literal in a statement escapes whoever looks
/// for the uses of a state, and goes on to match when the enum changes.
enum StateLiteralRules {
    /// Columns that hold a state.
    private static let columns = [
        "state", "status", "selection", "relation", "purpose", "contract", "rank", "disabled_reason", "switched_off",
    ]
    static func findings(in file: SourceFile) -> [Finding] {
        guard !file.isMigration else { return [] }
        return file.stringLines.compactMap { index, line in
            guard let column = columns.first(where: { isCompared($0, in: line) }) else { return nil }
            return Finding(
                path: file.path, line: index, message: "\(column) is compared with a literal; write the enum's SQL")
        }
    }

    /// `state = 0`, `status IN ('active'`, `o.state <> 5`; not `state = $1`, nor Swift's `state = State()`.
    private static func isCompared(_ column: String, in line: String) -> Bool {
        for range in line.ranges(of: column) {
            if let before = line[..<range.lowerBound].last, before.isLetter || before.isNumber || before == "_" {
                continue
            }
            var rest = line[range.upperBound...].drop { $0 == " " }
            guard let sign = ["<>", "!=", "=", "IN", "NOT IN"].first(where: rest.hasPrefix) else { continue }
            rest = rest.dropFirst(sign.count).drop { $0 == " " || $0 == "(" }
            if let first = rest.first, first == "'" || first.isNumber { return true }
        }
        return false
    }
}
