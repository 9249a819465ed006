package import Matters

/// How people sign in.
package enum SignInMethod: Sendable {
    /// No page can be seen; API and live stream are reached by token.
    case unavailable
    /// One click signs in as one of these people. For the demo on loopback alone, which adds the route
    /// `POST /demo/sign-in` (form field `role`).
    case personas([SignInPersona])
}

/// An invented person whom a visitor of the demo can be.
package struct SignInPersona: Sendable, Equatable {
    /// `staff`, `broker`, `mortgage_manager`, `developer_client` or `client`.
    package let role: String
    /// The role as the page shows it.
    package let label: String
    let name: String
    package let viewer: Viewer

    package init(role: String, label: String, name: String, viewer: Viewer) {
        self.role = role
        self.label = label
        self.name = name
        self.viewer = viewer
    }
}
