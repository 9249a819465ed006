import AsyncHTTPClient
import NIOCore
import NIOPosix
import Synchronization

/// A host name and the checked address that it is pinned to.
struct PinnedAddress: Hashable, Sendable {
    let host: String
    let address: IPAddress
}

/// One HTTP client for each pinned address, because the library's DNS override applies to a whole client. When there are
/// too many, the least recently used idle client is shut down.
final class PinnedClientPool: Sendable {
    private struct Entry {
        let client: HTTPClient
        var users: Int
        var lastUse: UInt64
    }
    private struct State {
        var entries: [PinnedAddress: Entry] = [:]
        var uses: UInt64 = 0
        var isShutDown = false
    }

    private let clientsMax: Int
    private let connectionsPerClient: Int
    private let connectTimeout: Duration
    private let state = Mutex(State())

    init(clientsMax: Int, connectionsPerClient: Int, connectTimeout: Duration) {
        self.clientsMax = clientsMax
        self.connectionsPerClient = connectionsPerClient
        self.connectTimeout = connectTimeout
    }

    /// - Throws: `CancellationError` after `shutDown`, and what `body` throws.
    func withClient<Result>(for pin: PinnedAddress, _ body: (HTTPClient) async throws -> Result) async throws -> Result
    {
        let client = try acquire(pin)
        do {
            let result = try await body(client)
            await release(pin)
            return result
        } catch {
            await release(pin)
            throw error
        }
    }

    private func acquire(_ pin: PinnedAddress) throws -> HTTPClient {
        try state.withLock { state in
            guard !state.isShutDown else { throw CancellationError() }
            state.uses += 1
            var entry = state.entries[pin] ?? Entry(client: makeClient(for: pin), users: 0, lastUse: 0)
            entry.users += 1
            entry.lastUse = state.uses
            state.entries[pin] = entry
            return entry.client
        }
    }

    private func release(_ pin: PinnedAddress) async {
        let surplus = state.withLock { state -> HTTPClient? in
            state.entries[pin]?.users -= 1
            guard state.entries.count > clientsMax else { return nil }
            let idle = state.entries.filter { $0.value.users == 0 }
            guard let oldest = idle.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return nil }
            return state.entries.removeValue(forKey: oldest.key)?.client
        }
        try? await surplus?.shutdown()
    }

    func shutDown() async { for client in takeAll() { try? await client.shutdown() } }

    /// A debug build of the library traps when a client is deallocated with open connections.
    deinit { for client in takeAll() { client.shutdown { _ in } } }

    private func takeAll() -> [HTTPClient] {
        state.withLock { state in
            state.isShutDown = true
            defer { state.entries = [:] }
            return state.entries.values.map(\.client)
        }
    }

    private func makeClient(for pin: PinnedAddress) -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        configuration.dnsOverride = [pin.host: pin.address.text]
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connectionsPerClient
        configuration.timeout.connect = TimeAmount(connectTimeout)
        // Shorter than the five seconds after which common servers close an idle connection: a request on a connection
        // that the server is closing fails.
        configuration.connectionPool.idleTimeout = .seconds(4)
        configuration.http1_1ConnectionDebugInitializer = { channel in
            Self.verify(channel, pin)
                ? channel.eventLoop.makeSucceededVoidFuture() : channel.eventLoop.makeFailedFuture(AddressMismatch())
        }
        configuration.tracing.tracer = nil
        return HTTPClient(
            eventLoopGroupProvider: .shared(EventLoopExecutor.serving(pin.host).loop), configuration: configuration)
    }

    struct AddressMismatch: Error {}

    /// The attack: a URL in which two parsers find different hosts, so that one is checked and the other one dialled. No
    /// byte is sent on a connection to an address that was not checked.
    private static func verify(_ channel: any Channel, _ pin: PinnedAddress) -> Bool {
        channel.remoteAddress?.ipAddress.flatMap(IPAddress.init)?.unwrapped == pin.address.unwrapped
    }
}

/// Runs tasks on an event loop. A request whose task and connection share one event loop needs no thread switches, which
/// are most of the cost of a small request.
final class EventLoopExecutor: TaskExecutor {
    let loop: any EventLoop

    private init(_ loop: any EventLoop) { self.loop = loop }

    private static let all = MultiThreadedEventLoopGroup.singleton.makeIterator().map(EventLoopExecutor.init)

    /// The executor for a host: always the same one within a process.
    static func serving(_ host: String) -> EventLoopExecutor {
        all[Int(UInt(bitPattern: host.hashValue) % UInt(all.count))]
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
