import Synchronization

/// Turns `$1` into `?1`, remembering what was turned: statements are few and repeat without end.
enum SQLitePlaceholders {
    private static let known = Mutex<[String: String]>([:])
    private static let knownMax = 2_000

    static func numbered(_ sql: String) -> String {
        if let found = known.withLock({ $0[sql] }) { return found }
        let turned = turn(sql)
        known.withLock { known in
            // Statements with a list of values have a form for each length; start anew rather than grow.
            if known.count >= knownMax { known.removeAll() }
            known[sql] = turned
        }
        return turned
    }

    /// Text in single quotes is left alone.
    static func turn(_ sql: String) -> String {
        var isQuoted = false
        var bytes = Array(sql.utf8)
        for index in bytes.indices {
            if bytes[index] == UInt8(ascii: "'") { isQuoted.toggle() }
            let isPlaceholder =
                !isQuoted && bytes[index] == UInt8(ascii: "$") && index + 1 < bytes.count
                && (48...57).contains(bytes[index + 1])
            if isPlaceholder { bytes[index] = UInt8(ascii: "?") }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
