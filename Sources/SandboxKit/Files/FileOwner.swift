/// The document of a simulated system that an upload belongs to.
package struct FileOwner: Equatable, Sendable {
    package let system: String
    package let id: Int64

    package init(system: String, id: Int64) {
        self.system = system
        self.id = id
    }
}
