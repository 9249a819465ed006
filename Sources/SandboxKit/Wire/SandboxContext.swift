import HTTPTypes
package import Hummingbird
import Logging
package import NIOCore

/// The request context, with the client's address.
package struct SandboxContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Nil in tests without a socket.
    package let remoteAddress: SocketAddress?
    /// Set by an injected fault for this request only: optional fields are required.
    package var requiresOptionalFields = false

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }

    /// The controls answer loopback clients only, also when the server listens on other addresses.
    /// - Throws: `RequestFailure.forbidden`.
    package func requireLoopback() throws(RequestFailure) {
        guard let address = remoteAddress?.ipAddress else { return }
        guard address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.") else {
            throw RequestFailure.forbidden("The controls answer to this machine only.")
        }
    }
}

extension Request {
    /// Attack: DNS rebinding, where the name of a foreign site resolves to this machine, so that its page has our origin.
    /// Only loopback names are accepted.
    /// - Throws: `RequestFailure.forbidden`.
    package func requireLocalName() throws(RequestFailure) {
        guard (head.authority ?? "").isLoopbackAuthority else {
            throw RequestFailure.forbidden(
                "This answers under the names localhost and 127.0.0.1 only: use one of them.")
        }
    }

    /// Attack: cross-site request forgery. Browsers send `Origin` or `Sec-Fetch-Site`; a request with neither comes from
    /// another kind of client and is accepted.
    /// - Throws: `RequestFailure.forbidden`.
    package func requireSameOrigin() throws(RequestFailure) {
        let site = HTTPField.Name("Sec-Fetch-Site").flatMap { headers[$0] }
        let isForeignSite = site.map { $0 != "same-origin" && $0 != "none" } ?? false
        let isForeignOrigin = headers[.origin].map { $0 != origin } ?? false
        guard !isForeignSite, !isForeignOrigin else {
            throw RequestFailure.forbidden("This was sent from another site: send it from the sandbox’s own page.")
        }
    }
}
