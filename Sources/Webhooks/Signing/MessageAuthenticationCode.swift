import Crypto

/// HMAC-SHA256.
enum MessageAuthenticationCode {
    /// - Parameter parts: the message, in pieces that are concatenated.
    static func bytes(of parts: [[UInt8]], key: [UInt8]) -> [UInt8] {
        var code = HMAC<SHA256>(key: SymmetricKey(data: key))
        for part in parts { code.update(data: part) }
        return Array(code.finalize())
    }
}
