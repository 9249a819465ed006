package import Matters

/// How people come in.
package enum SignIn: Sendable {
    /// Pages wait for a way to sign in; API and live stream are reached by token.
    case notYet
    /// One click signs in as somebody of a made-up firm. Only on loopback, only for the demo.
    case demo([DemoPersona])
}

/// Somebody of the demo whom a visitor can be.
package struct DemoPersona: Sendable, Equatable {
    /// `staff`, `broker`, `mortgage_manager`, `developer_client` or `client`.
    package let role: String
    /// What the role is called on the page.
    package let label: String
    package let name: String
    package let viewer: Viewer

    package init(role: String, label: String, name: String, viewer: Viewer) {
        (self.role, self.label, self.name, self.viewer) = (role, label, name, viewer)
    }
}
