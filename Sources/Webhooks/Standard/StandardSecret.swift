/// A key of Standard Webhooks, written as `whsec_` and base64 of its bytes.
package struct StandardSecret: Sendable, Equatable, CustomStringConvertible {
    package static let prefix = "whsec_"
    package static let randomBytesCount = 32
    package static let keyBytes = 24...64

    package let text: String
    let key: [UInt8]

    /// - Parameter randomBytes: gives as many unguessable bytes as it is asked for.
    package init(randomBytes: (Int) -> [UInt8]) {
        key = randomBytes(Self.randomBytesCount)
        text = Self.prefix + Base64.text(of: key)
    }

    package init(_ text: String) throws(SubscriptionFault) {
        guard text.hasPrefix(Self.prefix), text.utf8.count <= 2 * Self.keyBytes.upperBound,
            let key = Base64.bytes(of: String(text.dropFirst(Self.prefix.count))), Self.keyBytes.contains(key.count)
        else {
            let range = "\(Self.keyBytes.lowerBound) to \(Self.keyBytes.upperBound)"
            throw SubscriptionFault(field: "secret", hint: "Give \(Self.prefix) and base64 of \(range) bytes.")
        }
        self.text = text
        self.key = key
    }

    /// Without the secret, which a log must not hold.
    package var description: String { "StandardSecret" }
}
