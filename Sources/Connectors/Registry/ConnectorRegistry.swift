package import Webhooks

/// The practice systems that this installation can be connected with.
package struct ConnectorRegistry: Sendable {
    package let all: [any PracticeSystemConnector]

    package init(_ all: [any PracticeSystemConnector]) { self.all = all }

    package subscript(system: String) -> (any PracticeSystemConnector)? { all.first { $0.adapter.system == system } }

    package var adapters: PracticeSystemAdapters { PracticeSystemAdapters(all.map(\.adapter)) }
}
