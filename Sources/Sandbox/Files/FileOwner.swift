/// The document of a simulated system that has taken an upload over.
struct FileOwner: Equatable, Sendable {
    let system: String
    let id: Int64

    static func actionStep(_ id: Int64) -> FileOwner { FileOwner(system: "actionstep", id: id) }
}
