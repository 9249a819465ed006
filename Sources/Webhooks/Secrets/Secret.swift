import Crypto

/// Random texts that must not be guessed. Bearer secrets have 256 random bits and are stored only as their hash.
package enum Secret {
    /// 43 characters of base64url.
    package static func random() -> String { Base64.urlText(of: bytes(32)) }

    @Sendable package static func bytes(_ count: Int) -> [UInt8] {
        SymmetricKey(size: .init(bitCount: count * 8)).withUnsafeBytes { Array($0) }
    }

    /// An id that cannot be guessed: 32 lower-case characters, 160 random bits.
    @Sendable package static func id() -> String { String(bytes(32).map { idLetters[Int($0 & 31)] }) }

    /// A random UUID, where an id is expected to look like one.
    @Sendable package static func uuid() -> String { UUIDText.make(from: bytes(UUIDText.bytesCount)) }

    /// Without letters that are mistaken for digits.
    private static let idLetters = Array("abcdefghjkmnpqrstvwxyz0123456789")

    /// Lower-case hex SHA-256. Looking a random secret up by its hash leaks nothing through timing that would help to
    /// guess it, so no second comparison is needed.
    package static func hash(_ secret: String) -> String { Hex.text(of: SHA256.hash(data: Array(secret.utf8))) }
}
