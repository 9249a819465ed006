import Crypto

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
