package import Egress
package import Matters
package import Webhooks

/// One practice system: its adapter, and how a client of its API is made from what is stored of a source.
package protocol PracticeSystemConnector: Sendable {
    var adapter: any PracticeSystemAdapter { get }

    /// - Parameter vault: where the credentials of the source are stored.
    /// - Throws: `CredentialFailure` when `credentials` are not what this connector has stored.
    func client(credentials: [UInt8], vault: CredentialVault, surroundings: ConnectorSurroundings) throws
        -> any PracticeSystem

    /// The credentials in this system's part of a sandbox's ready file; nil when they are not all there.
    func credentials(fromReadyFile part: JSONValue) -> SourceCredentials?
}

/// The practice systems that this installation can be connected with.
package struct ConnectorRegistry: Sendable {
    package let all: [any PracticeSystemConnector]

    package init(_ all: [any PracticeSystemConnector]) { self.all = all }

    package subscript(system: String) -> (any PracticeSystemConnector)? { all.first { $0.adapter.system == system } }

    package var adapters: PracticeSystemAdapters { PracticeSystemAdapters(all.map(\.adapter)) }
}

/// What every client needs beside credentials.
package struct ConnectorSurroundings: Sendable {
    package var http: GuardedHTTPClient
    package var clock: any Clock<Duration>
    package var now: WallClock

    package init(http: GuardedHTTPClient, clock: any Clock<Duration>, now: @escaping WallClock) {
        self.http = http
        self.clock = clock
        self.now = now
    }
}

/// What is stored of a person's consent, as the system's connector writes and reads it. Sealed where it is stored.
package struct SourceCredentials: Sendable, Equatable {
    package var apiEndpoint: String
    package var bytes: [UInt8]

    package init(apiEndpoint: String, bytes: [UInt8]) {
        self.apiEndpoint = apiEndpoint
        self.bytes = bytes
    }
}

/// Where the credentials of one source are stored.
package struct CredentialVault: Sendable {
    package typealias Change = @Sendable ([UInt8]) throws -> [UInt8]

    /// The newest that are stored: another process on the same data may have renewed them.
    package var load: @Sendable () async throws -> [UInt8]?
    /// Changes what is stored now; durable when it returns.
    package var change: @Sendable (_ apiEndpoint: String, _ change: @escaping Change) async throws -> Void

    package init(
        load: @escaping @Sendable () async throws -> [UInt8]?,
        change: @escaping @Sendable (_ apiEndpoint: String, _ change: @escaping Change) async throws -> Void
    ) {
        self.load = load
        self.change = change
    }
}

package enum CredentialFailure: Error, Equatable {
    /// What is stored is not what the connector writes; a person must connect the firm again.
    case unreadable
}
