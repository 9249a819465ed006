import SandboxKit

/// Forms that belong to neither a lead nor an endpoint.
struct StandaloneForm: FormHandler {
    let name: String
    let announcement: String
    let done: String

    static let makeLead = StandaloneForm(
        name: "make", announcement: "fires lead.created", done: "The lead was made. It fires lead.created.")
    static let makeEndpoint = StandaloneForm(name: "endpoint", announcement: "", done: "The endpoint was made.")
    static let makeKey = StandaloneForm(name: "key", announcement: "", done: "The key was made.")
    static let disableKey = StandaloneForm(name: "key-disable", announcement: "", done: "The key was disabled.")
    static let enableKey = StandaloneForm(name: "key-enable", announcement: "", done: "The key was enabled.")

    static func named(_ name: String) -> StandaloneForm? {
        [makeLead, disableKey, enableKey].first { $0.name == name }
    }
}
