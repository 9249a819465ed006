import AsyncHTTPClient
import NIOCore
import Synchronization

/// A host name and the one address that stands for it: the address that was checked.
struct Pin: Hashable, Sendable {
    let host: String
    let address: IPAddress
}

/// One HTTP client for each pin, because the library's override of names belongs to a whole client. The least recently
/// used idle client goes when there are too many.
final class PinnedClients: Sendable {
    private struct Entry {
        let client: HTTPClient
        var borrowers: Int
        var lastUse: UInt64
    }
    private struct State {
        var entries: [Pin: Entry] = [:]
        var uses: UInt64 = 0
        var isShutDown = false
    }

    private let clientsMax: Int
    private let connectionsPerClient: Int
    private let dialling: Duration
    private let state = Mutex(State())

    init(clientsMax: Int, connectionsPerClient: Int, dialling: Duration) {
        (self.clientsMax, self.connectionsPerClient, self.dialling) = (clientsMax, connectionsPerClient, dialling)
    }

    func withClient<Result>(for pin: Pin, _ body: (HTTPClient) async throws -> Result) async throws -> Result {
        let client = try borrow(pin)
        do {
            let result = try await body(client)
            await giveBack(pin)
            return result
        } catch {
            await giveBack(pin)
            throw error
        }
    }

    private func borrow(_ pin: Pin) throws -> HTTPClient {
        try state.withLock { state in
            guard !state.isShutDown else { throw CancellationError() }
            state.uses += 1
            var entry = state.entries[pin] ?? Entry(client: makeClient(for: pin), borrowers: 0, lastUse: 0)
            entry.borrowers += 1
            entry.lastUse = state.uses
            state.entries[pin] = entry
            return entry.client
        }
    }

    private func giveBack(_ pin: Pin) async {
        let surplus = state.withLock { state -> HTTPClient? in
            state.entries[pin]?.borrowers -= 1
            guard state.entries.count > clientsMax else { return nil }
            let idle = state.entries.filter { $0.value.borrowers == 0 }
            guard let oldest = idle.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return nil }
            return state.entries.removeValue(forKey: oldest.key)?.client
        }
        try? await surplus?.shutdown()
    }

    func shutDown() async {
        for client in takeAll() { try? await client.shutdown() }
    }

    /// The library traps in a debug build when a client goes away with its connections open.
    deinit {
        for client in takeAll() { client.shutdown { _ in } }
    }

    private func takeAll() -> [HTTPClient] {
        state.withLock { state in
            defer { (state.entries, state.isShutDown) = ([:], true) }
            return state.entries.values.map(\.client)
        }
    }

    private func makeClient(for pin: Pin) -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        configuration.dnsOverride = [pin.host: pin.address.text]
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connectionsPerClient
        configuration.timeout.connect = TimeAmount(dialling)
        // Shorter than the five seconds after which common servers close an idle connection: a notice sent into a
        // connection that is just being closed is lost, and counts as a failed attempt.
        configuration.connectionPool.idleTimeout = .seconds(4)
        configuration.http1_1ConnectionDebugInitializer = { channel in
            Self.verify(channel, pin)
                ? channel.eventLoop.makeSucceededVoidFuture()
                : channel.eventLoop.makeFailedFuture(UncheckedAddress())
        }
        configuration.tracing.tracer = nil
        return HTTPClient(
            eventLoopGroupProvider: .shared(LoopExecutor.serving(pin.host).loop), configuration: configuration)
    }

    struct UncheckedAddress: Error {}

    /// The attack: a URL that two readers take for different hosts, so that one is checked and the other one dialled.
    /// Whatever happened before, no byte leaves on a connection to an address that was not checked.
    private static func verify(_ channel: any Channel, _ pin: Pin) -> Bool {
        channel.remoteAddress?.ipAddress.flatMap(IPAddress.init)?.unwrapped == pin.address.unwrapped
    }
}
