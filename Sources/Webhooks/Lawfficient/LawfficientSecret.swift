/// The shared secret of a Lawfficient endpoint: `whsec_` and base64url of 32 random bytes, shown once.
///
/// The key of the signature is this text itself, `whsec_` included. It looks like a secret of Standard Webhooks, where
/// the key is what the text decodes to.
package struct LawfficientSecret: Sendable, Equatable, CustomStringConvertible {
    package static let prefix = "whsec_"
    package static let randomBytesCount = 32
    package static let charactersMax = 256

    package let text: String

    /// - Parameter randomBytes: gives as many unguessable bytes as it is asked for.
    package init(randomBytes: (Int) -> [UInt8]) {
        text = Self.prefix + Base64.urlText(of: randomBytes(Self.randomBytesCount))
    }

    /// One that was shown before. The vendor may change how it is generated, so any visible characters are accepted.
    package init(_ text: String) throws(SubscriptionFault) {
        guard text.hasPrefix(Self.prefix), text.utf8.count > Self.prefix.utf8.count,
            text.utf8.count <= Self.charactersMax, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw SubscriptionFault(field: "secret", hint: "Give the whole secret, from \(Self.prefix) on.") }
        self.text = text
    }

    var key: [UInt8] { Array(text.utf8) }

    /// Without the secret, which a log must not hold.
    package var description: String { "LawfficientSecret" }
}
