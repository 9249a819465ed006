import Crypto
import Webhooks

/// Tells two bodies apart; SHA-256, so that nobody can make one that passes for another.
enum Fingerprint {
    static func text(of bytes: [UInt8]) -> String {
        Base64.urlText(of: Array(SHA256.hash(data: bytes).prefix(16)))
    }
}
