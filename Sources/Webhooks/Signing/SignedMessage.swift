package import Matters

/// One attempt's message, as far as a contract signs it.
package struct SignedMessage: Sendable {
    package var id: String
    package var body: [UInt8]
    /// Those that are alive, the newest first.
    package var secrets: [String]

    package init(id: String, body: [UInt8], secrets: [String]) {
        (self.id, self.body, self.secrets) = (id, body, secrets)
    }

    /// What goes out beside the body. Made anew for each attempt, because its time is signed too.
    /// - Parameter now: the real time; receivers compare it with theirs.
    package func headers(of contract: WebhookContract, at now: Instant) -> [(name: String, value: String)] {
        switch contract {
        case .actionstep, .lawvu: []
        case .lawfficient: lawfficient(at: now)
        case .standard: standard(at: now)
        }
    }

    private func lawfficient(at now: Instant) -> [(name: String, value: String)] {
        guard let secret = secrets.first.flatMap({ try? LawfficientSecret($0) }) else { return [] }
        return [(LawfficientSignature.headerName, LawfficientSignature.header(for: body, secret: secret, at: now))]
    }

    private func standard(at now: Instant) -> [(name: String, value: String)] {
        let keys = secrets.compactMap { try? StandardSecret($0) }
        let signature = StandardSignature(id: id, body: body, secrets: keys, at: now)
        return [
            (StandardSignature.idHeader, signature.id), (StandardSignature.timestampHeader, signature.timestamp),
            (StandardSignature.signatureHeader, signature.signature),
        ]
    }
}
