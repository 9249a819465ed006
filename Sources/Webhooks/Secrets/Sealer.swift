import Crypto

/// Encrypts what must not be readable at rest or by a client: credentials in the database, cursors in pages.
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

    /// A sealer with a derived key for one purpose, so that frequent sealing does not use up the nonces of the key under
    /// which credentials are stored for years.
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

    private static let tagBytes = 16

    /// An id that reveals neither the number nor how many there are. The same number and context give the same id.
    package func opaqueID(for number: Int64, context: String) -> String {
        let bytes = withUnsafeBytes(of: number.bigEndian) { Array($0) }
        let tag = code([Array("name/\(context)/".utf8), bytes])
        return Base64.urlText(of: tag + zip(bytes, code([Array("mask/".utf8), tag])).map { $0 ^ $1 })
    }

    /// The inverse of `opaqueID(for:context:)`. Nil for a text that is no opaque id under this key and context.
    package func number(ofOpaqueID id: String, context: String) -> Int64? {
        guard id.utf8.count <= 64, let bytes = Base64.bytes(ofURLText: id), bytes.count == Self.tagBytes + 8
        else { return nil }
        let mask = code([Array("mask/".utf8), Array(bytes.prefix(Self.tagBytes))])
        let number = zip(bytes.suffix(8), mask).reduce(Int64(0)) { $0 << 8 | Int64($1.0 ^ $1.1) }
        return opaqueID(for: number, context: context) == id ? number : nil
    }

    private func code(_ parts: [[UInt8]]) -> [UInt8] {
        let bytes = MessageAuthenticationCode.bytes(of: parts, key: key.withUnsafeBytes { Array($0) })
        return Array(bytes.prefix(Self.tagBytes))
    }
}
