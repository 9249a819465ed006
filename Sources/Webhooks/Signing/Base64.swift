import FoundationEssentials

/// Base64 (RFC 4648) in its two alphabets.
enum Base64 {
    static func text(of bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// With `-` and `_`, and without padding.
    static func urlText(of bytes: [UInt8]) -> String {
        String(text(of: bytes).filter { $0 != "=" }.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }

    /// Nil unless it is written as `text(of:)` writes it.
    static func bytes(of text: String) -> [UInt8]? { Data(base64Encoded: text).map { Array($0) } }
}
