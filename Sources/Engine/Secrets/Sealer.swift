import Crypto
import FoundationEssentials

/// Encrypts what must not be readable at rest or in a client's hands: credentials in the database, cursors in pages.
///
/// AES-GCM under one key of the installation. The context is authenticated with the text, so that what was sealed for
/// one purpose or person opens for no other.
package struct Sealer: Sendable {
    package static let keyBytes = 32
    private let key: SymmetricKey

    /// - Parameter key: exactly `keyBytes` random bytes.
    package init(key: [UInt8]) {
        precondition(key.count == Self.keyBytes, "the key has \(Self.keyBytes) bytes")
        self.key = SymmetricKey(data: key)
    }

    /// A sealer with a key of its own for one purpose, so that what is sealed often does not wear out the key of what
    /// is kept for years.
    package func derived(for purpose: String) -> Sealer {
        let derived = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, info: Array(purpose.utf8), outputByteCount: Self.keyBytes)
        return Sealer(key: derived.withUnsafeBytes { Array($0) })
    }

    package func seal(_ bytes: [UInt8], context: String) -> [UInt8] {
        do {
            let box = try AES.GCM.seal(bytes, using: key, authenticating: Array(context.utf8))
            return Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
        } catch {
            preconditionFailure("AES-GCM takes any text under a key of \(Self.keyBytes) bytes: \(error)")
        }
    }

    /// Nil for anything that this key did not seal for this context.
    package func open(_ sealed: [UInt8], context: String) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed) else { return nil }
        return (try? AES.GCM.open(box, using: key, authenticating: Array(context.utf8))).map { Array($0) }
    }
}

/// Secrets that people and systems carry: 256 random bits, stored only as their hash.
package enum Secret {
    /// 43 characters of base64url.
    package static func random() -> String {
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        return Base64URL.encode(bytes)
    }

    @Sendable package static func bytes(_ count: Int) -> [UInt8] {
        SymmetricKey(size: .init(bitCount: count * 8)).withUnsafeBytes { Array($0) }
    }

    /// An id that cannot be guessed: 32 lower-case characters, 128 bits and more.
    @Sendable package static func id() -> String {
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        return String(bytes.map { Self.idLetters[Int($0 & 31)] })
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

/// Base64 with `-` and `_` and without padding (RFC 4648, section 5).
package enum Base64URL {
    package static func encode(_ bytes: [UInt8]) -> String {
        var text = Data(bytes).base64EncodedString()
        text = String(text.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
        while text.last == "=" { text.removeLast() }
        return text
    }

    package static func decode(_ text: String) -> [UInt8]? {
        var padded = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        while padded.count % 4 != 0 { padded.append("=") }
        return Data(base64Encoded: padded).map { Array($0) }
    }
}
