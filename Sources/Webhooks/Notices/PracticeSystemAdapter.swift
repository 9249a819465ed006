package import Matters

/// What the receiving side knows of one practice system: where its hooks point, which events it is asked for, and how a
/// notice is read. Pure; the client of its API stands in `Connectors`.
package protocol PracticeSystemAdapter: Sendable {
    /// The name under which sources are stored and that stands in hook URLs, such as `actionstep`.
    var system: String { get }
    var hookURLShape: HookURLShape { get }
    /// The events for which a hook is registered.
    var hookEvents: [String] { get }

    /// What must be fetched again when notices of an event were lost; everything for an event that is not known.
    func facets(of event: String) -> Facets

    /// Reads a stored notice. Anybody can post to a hook URL, so no notice may fail: what cannot be read asks for all
    /// that it may have been about.
    /// - Parameter event: as the URL names it; empty for `HookURLShape.eventInBody`.
    func reading(event: String, body: [UInt8]) -> NoticeReading
}

/// Where the hooks of a practice system point: `/hooks/SYSTEM/TOKEN`, or a path for each event below it.
package enum HookURLShape: Sendable, Equatable {
    /// `/hooks/SYSTEM/TOKEN/EVENT`, for a system whose notices may not name their event.
    case eventInPath
    /// `/hooks/SYSTEM/TOKEN`
    case eventInBody

    package static func path(system: String, token: String) -> String { "/hooks/\(system)/\(token)" }

    /// - Parameter base: the URL that ends with the token.
    package func url(of event: String, base: String) -> String { self == .eventInPath ? "\(base)/\(event)" : base }
}

/// The adapters of all practice systems that this installation knows, found by the stored name of a source.
package struct PracticeSystemAdapters: Sendable {
    package let all: [any PracticeSystemAdapter]

    package init(_ all: [any PracticeSystemAdapter]) { self.all = all }

    package subscript(system: String) -> (any PracticeSystemAdapter)? { all.first { $0.system == system } }
}
