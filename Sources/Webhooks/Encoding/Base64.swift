import FoundationEssentials

/// Base64 (RFC 4648) in its two alphabets.
package enum Base64 {
    static func text(of bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// With `-` and `_`, and without padding.
    package static func urlText(of bytes: [UInt8]) -> String {
        String(text(of: bytes).filter { $0 != "=" }.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }

    /// Nil unless it is written as `text(of:)` writes it.
    static func bytes(of text: String) -> [UInt8]? { Data(base64Encoded: text).map { Array($0) } }

    /// Reads what `urlText(of:)` wrote.
    package static func bytes(ofURLText text: String) -> [UInt8]? {
        let plain = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        return bytes(of: plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4))
    }
}
