import AsyncHTTPClient
import HTTPTypes
import Matters
import NIOCore
import NIOHTTP1

/// The only HTTP client of the product.
///
/// The address that is checked is the address that is dialled, so that DNS rebinding gains nothing. Redirects are not
/// followed, TLS is verified, one deadline covers the whole call, and the number of requests and of bytes held at a
/// time is bounded.
package final class GuardedHTTPClient: Sendable {
    package struct Limits: Sendable {
        package var requestsInFlightMax = 512
        package var connectionsPerHostMax = 256
        package var pinnedClientsMax = 256
        /// How many addresses of one name are tried; the next one only when the previous one refused the connection.
        package var addressesTriedMax = 3
        /// How long connecting may take. It goes on after the deadline of its call, and a shutdown waits for it.
        package var connectTimeout = Duration.seconds(5)
        package init() {}
    }

    private let policy: NetworkPolicy
    private let resolver: any Resolver
    private let clock: any Clock<Duration>
    private let limits: Limits
    private let inFlight: AsyncSemaphore
    private let clients: PinnedClientPool

    /// - Parameter clock: for deadlines.
    package init(
        policy: NetworkPolicy, resolver: any Resolver = SystemResolver(),
        clock: any Clock<Duration> = ContinuousClock(), limits: Limits = Limits()
    ) {
        self.policy = policy
        self.resolver = resolver
        self.clock = clock
        self.limits = limits
        inFlight = AsyncSemaphore(limits.requestsInFlightMax)
        clients = PinnedClientPool(
            clientsMax: limits.pinnedClientsMax, connectionsPerClient: limits.connectionsPerHostMax,
            connectTimeout: limits.connectTimeout)
    }

    /// Closes all connections. Called after everything that sends has stopped.
    package func shutDown() async { await clients.shutDown() }

    /// - Throws: `NetworkFailure`, or `CancellationError`.
    package func send(_ call: HTTPCall) async throws -> HTTPAnswer {
        let target = try TargetURL(call.url)
        do {
            return try await withTaskExecutorPreference(EventLoopExecutor.serving(target.host)) {
                try await withDeadline(call.deadline, clock: clock) { [self] in
                    try await inFlight.withPermit { try await send(call, to: target) }
                }
            }
        } catch {
            if Task.isCancelled || error is CancellationError { throw CancellationError() }
            throw NetworkFailure(error)
        }
    }

    private func send(_ call: HTTPCall, to target: TargetURL) async throws -> HTTPAnswer {
        let addresses = try await checkedAddresses(of: target)
        var failure = NetworkFailure.refused
        for address in addresses {
            do {
                return try await clients.withClient(for: PinnedAddress(host: target.host, address: address)) { client in
                    try await Self.exchange(call, target, over: client)
                }
            } catch {
                failure = NetworkFailure(error)
                if error is CancellationError || failure != .refused { throw error }
            }
        }
        throw failure
    }

    private func checkedAddresses(of target: TargetURL) async throws -> [IPAddress] {
        if let refusal = policy.refusal(of: target) { throw refusal }
        let addresses =
            switch target.destination {
            case .address(let address): [address]
            case .name: try await resolver.addresses(of: target.host)
            }
        guard !addresses.isEmpty else { throw NetworkFailure.dns }
        let refusals = addresses.map { policy.refusal(of: $0, over: target.scheme) }
        let permitted = zip(addresses, refusals).filter { $0.1 == nil }.map(\.0)
        guard !permitted.isEmpty else { throw refusals[0] ?? .privateAddress }
        return Array(permitted.prefix(limits.addressesTriedMax))
    }

    private static func exchange(
        _ call: HTTPCall, _ target: TargetURL, over client: HTTPClient
    ) async throws -> HTTPAnswer {
        var request = HTTPClientRequest(url: target.text)
        request.method = HTTPMethod(rawValue: call.method.rawValue)
        for field in call.headers { request.headers.add(name: field.name.rawName, value: field.value) }
        if !call.body.isEmpty { request.body = .bytes(ByteBuffer(bytes: call.body)) }
        let response = try await client.execute(request, deadline: .distantFuture)
        let length = response.headers.first(name: "content-length").flatMap { Int($0) }
        let body = try await read(response.body, upTo: call.answerLimit, announced: length)
        return HTTPAnswer(status: Int(response.status.code), headers: fields(response.headers), body: body)
    }

    /// - Parameter announced: the response's `Content-Length`, for which capacity is reserved within the limit: an array
    ///   that grows takes up to three times as much memory.
    private static func read(
        _ body: HTTPClientResponse.Body, upTo limit: HTTPCall.AnswerLimit, announced: Int?
    ) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(max(0, min(announced ?? 0, limit.bytes)))
        for try await chunk in body {
            bytes.append(contentsOf: chunk.readableBytesView)
            switch limit {
            case .cut(let max) where bytes.count >= max: return Array(bytes.prefix(max))
            case .refuse(let max) where bytes.count > max: throw NetworkFailure.tooLarge
            default: continue
            }
        }
        return bytes
    }

    private static func fields(_ headers: HTTPHeaders) -> HTTPFields {
        HTTPFields(
            headers.lazy.compactMap { header in
                HTTPField.Name(header.name).map { HTTPField(name: $0, value: header.value) }
            })
    }
}
