import Glibc
import LocalServer

/// Failures that a sender notices at once.
enum Failing: Sendable, CaseIterable {
    case refused, hangUp, cutOff, plainBehindTLS, selfSigned, privateAddress
    case redirect, gone, tooManyRequests, serverError

    /// The name in the log.
    var name: String {
        switch self {
        case .refused: "refused"
        case .hangUp, .cutOff: "reset"
        case .plainBehindTLS, .selfSigned: "tls"
        case .privateAddress: "privateAddress"
        case .redirect: "status 302"
        case .gone: "status 410"
        case .tooManyRequests: "status 429"
        case .serverError: "status 500"
        }
    }

    var isAnswer: Bool { name.hasPrefix("status") }

    /// - Returns: an object that keeps the server alive, and its URL.
    func start(
        on harness: DeliveryHarness, _ heard: @escaping @Sendable (LocalServer.Request) -> Void
    ) async throws -> (Any?, String) {
        switch self {
        case .refused: return (nil, "http://127.0.0.1:\(try await LocalServer.closedPort())/in")
        case .privateAddress: return (nil, "http://10.0.0.1/in")
        case .selfSigned:
            let server = try SelfSignedServer(name: "right.example")
            return (server, "https://127.0.0.1:\(server.port)/in")
        default: break
        }
        let reply = reply
        let url = try await harness.receiver { request in
            heard(request)
            return reply
        }
        return (nil, self == .plainBehindTLS ? "https" + url.dropFirst(4) : url)
    }

    private var reply: LocalServer.Reply {
        switch self {
        case .hangUp: .hangUp
        case .cutOff: .truncated(200, body: "{")
        case .redirect: .answer(302, headers: [("location", "/elsewhere")])
        case .gone: .answer(410)
        case .tooManyRequests: .answer(429, headers: [("retry-after", "120")])
        case .serverError: .answer(500)
        default: .answer(200)
        }
    }
}

/// Where a server can leave a sender waiting without end.
enum Hanging: Sendable, CaseIterable {
    case connection, tls, head, body

    func start(on harness: DeliveryHarness) async throws -> (Any?, String) {
        switch self {
        case .connection:
            let backlog = try FullBacklog()
            return (backlog, "http://127.0.0.1:\(backlog.port)/in")
        case .tls:
            let server = try await LocalServer.startMute {}
            return (server, "https://127.0.0.1:\(server.port)/in")
        case .head: return (nil, try await harness.receiver { _ in .silence })
        case .body: return (nil, try await harness.receiver { _ in .stalled(200, body: "{") })
        }
    }
}

/// A port whose connections are queued and never accepted; once the queue is full, further ones get no answer.
final class FullBacklog {
    struct Refused: Error { var errorNumber = errno }

    let port: Int
    private var sockets: [CInt] = []

    init() throws {
        let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutableBytes(of: &address) { bytes -> Bool in
            guard let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
            return bind(listener, pointer, length) == 0 && listen(listener, 0) == 0
                && getsockname(listener, pointer, &length) == 0
        }
        sockets = [listener]
        port = Int(UInt16(bigEndian: address.sin_port))
        guard isBound else { throw Refused() }
        for _ in 0..<4 { fill(address) }
    }

    /// Non-blocking, because connections that find the queue full get no answer.
    private func fill(_ address: sockaddr_in) {
        let caller = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
        withUnsafeBytes(of: address) { bytes in
            guard let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return }
            _ = connect(caller, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
        sockets.append(caller)
    }

    deinit { for descriptor in sockets { close(descriptor) } }
}
