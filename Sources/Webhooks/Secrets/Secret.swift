import Crypto

/// Secrets that people and systems carry: 256 random bits, stored only as their hash.
package enum Secret {
    /// 43 characters of base64url.
    package static func random() -> String {
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        return Base64.urlText(of: bytes)
    }

    @Sendable package static func bytes(_ count: Int) -> [UInt8] {
        SymmetricKey(size: .init(bitCount: count * 8)).withUnsafeBytes { Array($0) }
    }

    /// An id that cannot be guessed: 32 lower-case characters, 128 bits and more.
    @Sendable package static func id() -> String {
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        return String(bytes.map { Self.idLetters[Int($0 & 31)] })
    }

    /// A random UUID (RFC 9562, version 4), for those who expect an id to look like one.
    @Sendable package static func uuid() -> String {
        var bytes = Self.bytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let hex = bytes.map { hexDigits[Int($0)] }
        return [hex[0..<4], hex[4..<6], hex[6..<8], hex[8..<10], hex[10...]].map { $0.joined() }.joined(separator: "-")
    }

    /// Without letters that are mistaken for digits.
    private static let idLetters = Array("abcdefghjkmnpqrstvwxyz0123456789")

    /// Lower-case hex SHA-256. Looking a random secret up by its hash leaks nothing through timing that would help to
    /// guess it, so no second comparison is needed.
    package static func hash(_ secret: String) -> String {
        SHA256.hash(data: Array(secret.utf8)).reduce(into: "") { $0 += hexDigits[Int($1)] }
    }

    private static let hexDigits = (0..<256).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
}
