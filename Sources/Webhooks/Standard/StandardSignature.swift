package import Matters

/// The three headers of Standard Webhooks. The signature covers the id of the message, a dot, the time of the attempt,
/// a dot and the bytes of the body.
package struct StandardSignature: Sendable, Equatable {
    package static let idHeader = "webhook-id"
    package static let timestampHeader = "webhook-timestamp"
    package static let signatureHeader = "webhook-signature"
    package static let idBytesMax = 128
    package static let signatureBytesMax = 4_096

    /// Of the message: equal for every attempt, so it identifies copies.
    package var id: String
    package var timestamp: String
    /// `v1,…` for each valid secret, so that a receiver can rotate its secret without losing messages.
    package var signature: String
}

extension StandardSignature {
    /// - Parameter id: without a dot.
    package init(id: String, body: [UInt8], secrets: [StandardSecret], at now: Instant) {
        precondition(Self.isID(id), "the id of a message has 1 to \(Self.idBytesMax) visible characters and no dot")
        let time = SignedTime(now)
        let codes = secrets.map { "v1," + Self.code(of: body, id: id, time: time, secret: $0) }
        self.init(id: id, timestamp: time.text, signature: codes.joined(separator: " "))
    }

    /// To be called before anything of the body is parsed.
    /// - Parameter secrets: the valid ones; one that matches is enough.
    package func verify(body: [UInt8], secrets: [StandardSecret], at now: Instant) throws(SignatureFault) {
        if id.isEmpty || timestamp.isEmpty || signature.isEmpty { throw .missing }
        guard Self.isID(id), let time = SignedTime(timestamp), signature.utf8.count <= Self.signatureBytesMax else {
            throw .malformed
        }
        guard time.isNear(now) else { throw .untimely }
        let codes = signature.split(separator: " ").filter { $0.hasPrefix("v1,") }.map { Array($0.dropFirst(3).utf8) }
        let isSigned = secrets.contains { secret in
            let expected = Array(Self.code(of: body, id: id, time: time, secret: secret).utf8)
            return codes.contains { ConstantTime.areEqual($0, expected) }
        }
        guard isSigned else { throw .wrong }
    }

    /// The attack: with a dot inside an id, one signed text can be cut into id, time and body in two ways.
    private static func isID(_ text: String) -> Bool {
        (1...idBytesMax).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ".") }
    }

    private static func code(of body: [UInt8], id: String, time: SignedTime, secret: StandardSecret) -> String {
        Base64.text(
            of: MessageAuthenticationCode.bytes(of: [Array("\(id).\(time.text).".utf8), body], key: secret.key))
    }
}
