import SandboxKit

/// Forms that stand on no lead and no endpoint.
struct PlainDeed: FormHandler {
    let name: String
    let announcement: String
    let done: String

    static let makeLead = PlainDeed(
        name: "make", announcement: "fires lead.created", done: "The lead was made. It fires lead.created.")
    static let makeEndpoint = PlainDeed(name: "endpoint", announcement: "", done: "The endpoint was made.")
    static let makeKey = PlainDeed(name: "key", announcement: "", done: "The key was made.")
    static let disableKey = PlainDeed(name: "key-disable", announcement: "", done: "The key was disabled.")
    static let enableKey = PlainDeed(name: "key-enable", announcement: "", done: "The key was enabled.")

    static func named(_ name: String) -> PlainDeed? { [makeLead, disableKey, enableKey].first { $0.name == name } }
}
