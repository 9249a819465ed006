import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// A request's surroundings: whence it came, besides what the server always knows.
struct SandboxContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Nil in tests that go without a socket.
    let remoteAddress: SocketAddress?
    /// Set by the faults for this request alone.
    var requiresStepFields = false

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }

    /// The sandbox may listen where others reach it; its controls are still for this machine alone.
    func requireLoopback() throws {
        guard let address = remoteAddress?.ipAddress else { return }
        guard address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.") else {
            throw HTTPError(.forbidden, message: "The controls answer to this machine only")
        }
    }
}

extension Request {
    /// Attack: a name of a foreign site is made to point at this machine, so that its page counts as our own. The
    /// controls answer only under the names that always mean this machine.
    func requireLocalName() throws {
        let authority = head.authority ?? ""
        let host =
            authority.hasPrefix("[")
            ? "[" + authority.dropFirst().prefix { $0 != "]" } + "]"
            : String(authority.prefix { $0 != ":" })
        guard ["localhost", "127.0.0.1", "[::1]"].contains(host) else {
            throw HTTPError(.forbidden, message: "The controls answer under the name localhost only")
        }
    }

    /// Attack: a page elsewhere on the web makes the visitor's browser post here. Browsers say where a request comes
    /// from; callers that are no browser say nothing and are let through.
    func requireOwnPage() throws {
        let site = HTTPField.Name("Sec-Fetch-Site").flatMap { headers[$0] }
        let isForeignSite = site.map { $0 != "same-origin" && $0 != "none" } ?? false
        let isForeignOrigin = headers[.origin].map { $0 != origin } ?? false
        guard !isForeignSite, !isForeignOrigin else {
            throw HTTPError(.forbidden, message: "This form was sent from another site")
        }
    }
}
