import Crypto

/// HMAC-SHA256, by which two who share a key prove a message to each other.
enum MessageCode {
    /// - Parameter parts: the message, in pieces that follow one another without anything between them.
    static func bytes(of parts: [[UInt8]], key: [UInt8]) -> [UInt8] {
        var code = HMAC<SHA256>(key: SymmetricKey(data: key))
        for part in parts { code.update(data: part) }
        return Array(code.finalize())
    }
}
