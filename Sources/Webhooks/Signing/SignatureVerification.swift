package import Matters

/// Whether a received notice is genuine, as far as its contract lets a receiver tell.
package enum SignatureVerification: Sendable, Equatable {
    case verified
    /// The contract signs nothing, or the receiver does not know the secret.
    case unverifiable
    case rejected(SignatureFault)

    /// - Parameters:
    ///   - secret: the signing key, or the client state of LawVu; nil when it is not known.
    ///   - header: the value of a header by its name, in any case.
    package init(
        of body: [UInt8], under contract: WebhookContract, secret: String?, at now: Instant, header: (String) -> String?
    ) {
        guard let secret else {
            self = .unverifiable
            return
        }
        do {
            self = try contract.policy.verify(body, secret: secret, at: now, header: header) ? .verified : .unverifiable
        } catch {
            self = .rejected(error)
        }
    }
}
