import Synchronization

/// Rewrites `$1` as `?1`, with a cache: there are few distinct statements, and each runs many times.
enum SQLitePlaceholders {
    private static let cache = Mutex<[String: String]>([:])
    private static let cachedMax = 2_000

    static func numbered(_ sql: String) -> String {
        if let found = cache.withLock({ $0[sql] }) { return found }
        let rewritten = rewrite(sql)
        cache.withLock { cache in
            // Statements with a list of values have a text for each length, so the cache is emptied when it is full.
            if cache.count >= cachedMax { cache.removeAll() }
            cache[sql] = rewritten
        }
        return rewritten
    }

    /// Text in single quotes is unchanged.
    static func rewrite(_ sql: String) -> String {
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
