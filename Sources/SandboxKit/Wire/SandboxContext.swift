import HTTPTypes
package import Hummingbird
import Logging
package import NIOCore

/// A request's surroundings: whence it came, besides what the server always knows.
package struct SandboxContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Nil in tests that go without a socket.
    package let remoteAddress: SocketAddress?
    /// Set by an injected fault for this request alone: fields that are optional on most days are required.
    package var requiresOptionalFields = false

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }

    /// The sandbox may listen where others reach it; its controls are still for this machine alone.
    package func requireLoopback() throws(RequestFailure) {
        guard let address = remoteAddress?.ipAddress else { return }
        guard address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.") else {
            throw RequestFailure.forbidden("The controls answer to this machine only.")
        }
    }
}

extension Request {
    /// Attack: a name of a foreign site is made to point at this machine, so that its page counts as our own. What
    /// is for this machine answers only under the names that always mean it.
    package func requireLocalName() throws(RequestFailure) {
        let authority = head.authority ?? ""
        let host =
            authority.hasPrefix("[")
            ? "[" + authority.dropFirst().prefix { $0 != "]" } + "]"
            : String(authority.prefix { $0 != ":" })
        guard ["localhost", "127.0.0.1", "[::1]"].contains(host) else {
            throw RequestFailure.forbidden(
                "This answers under the names localhost and 127.0.0.1 only: use one of them.")
        }
    }

    /// Attack: a page elsewhere on the web makes the visitor's browser post here. Browsers say where a request comes
    /// from; callers that are no browser say nothing and are let through.
    package func requireSameOrigin() throws(RequestFailure) {
        let site = HTTPField.Name("Sec-Fetch-Site").flatMap { headers[$0] }
        let isForeignSite = site.map { $0 != "same-origin" && $0 != "none" } ?? false
        let isForeignOrigin = headers[.origin].map { $0 != origin } ?? false
        guard !isForeignSite, !isForeignOrigin else {
            throw RequestFailure.forbidden("This was sent from another site: send it from the sandbox’s own page.")
        }
    }
}
