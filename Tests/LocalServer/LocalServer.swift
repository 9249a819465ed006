import NIOCore
import NIOHTTP1
import NIOPosix

/// A real HTTP server on loopback, on its own port, whose replies a test decides, malformed ones included.
package final class LocalServer: Sendable {
    package struct Request: Sendable {
        package var method: String
        package var uri: String
        package var headers: [String: String]
        package var body: [UInt8]
        package var bodyText: String { String(decoding: body, as: UTF8.self) }
    }

    package enum Reply: Sendable {
        case answer(_ status: Int, headers: [(String, String)] = [], body: String = "")
        /// A head that announces more than what follows, and then the end of the connection.
        case truncated(_ status: Int, body: String)
        /// A head and a part of the body, and then nothing.
        case stalled(_ status: Int, body: String)
        /// A head, and then the pieces one after the other, until the stream or the connection ends.
        case streamed(_ status: Int, pieces: AsyncStream<String>)
        /// The end of the connection without a response.
        case hangUp
        /// No response, on an open connection.
        case silence
    }

    package typealias Respond = @Sendable (Request) async -> Reply

    private let channel: any Channel
    package let port: Int
    package var url: String { "http://127.0.0.1:\(port)" }

    private init(channel: any Channel, port: Int) {
        self.channel = channel
        self.port = port
    }

    /// - Parameter port: 0 for any that is free.
    package static func start(port: Int = 0, _ respond: @escaping Respond) async throws -> LocalServer {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 4_096)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                    try channel.pipeline.syncOperations.addHandler(Answering(respond))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        return LocalServer(channel: channel, port: channel.localAddress?.port ?? 0)
    }

    /// Accepts connections and sends nothing on them, not even a TLS handshake.
    package static func startMute(_ connected: @escaping @Sendable () -> Void) async throws -> LocalServer {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                connected()
                return channel.eventLoop.makeSucceededVoidFuture()
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return LocalServer(channel: channel, port: channel.localAddress?.port ?? 0)
    }

    package func stop() async { try? await channel.close() }

    /// A port without a listener.
    package static func closedPort() async throws -> Int {
        let server = try await start { _ in .silence }
        await server.stop()
        return server.port
    }
}

private final class Answering: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let respond: LocalServer.Respond
    private var request: LocalServer.Request?

    init(_ respond: @escaping LocalServer.Respond) { self.respond = respond }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            let headers = Dictionary(head.headers.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
            request = LocalServer.Request(method: head.method.rawValue, uri: head.uri, headers: headers, body: [])
        case .body(let part): request?.body.append(contentsOf: part.readableBytesView)
        case .end: if let request { Self.answer(request, respond, context.channel) }
        }
    }

    private static func answer(
        _ request: LocalServer.Request, _ respond: @escaping LocalServer.Respond, _ channel: any Channel
    ) {
        Task {
            let reply = await respond(request)
            await send(reply, to: channel)
        }
    }

    private static func send(_ reply: LocalServer.Reply, to channel: any Channel) async {
        switch reply {
        case .answer(let status, let headers, let body):
            await write(status, headers + [("content-length", "\(body.utf8.count)")], body, to: channel)
            try? await channel.writeAndFlush(HTTPServerResponsePart.end(nil))
        case .truncated(let status, let body):
            await write(status, [("content-length", "\(body.utf8.count + 100)")], body, to: channel)
            try? await channel.close()
        case .stalled(let status, let body):
            await write(status, [("content-length", "\(body.utf8.count + 100)")], body, to: channel)
        case .streamed(let status, let pieces): await stream(pieces, after: status, to: channel)
        case .hangUp: try? await channel.close()
        case .silence: break
        }
    }

    private static func stream(_ pieces: AsyncStream<String>, after status: Int, to channel: any Channel) async {
        await write(status, [("transfer-encoding", "chunked")], "", to: channel)
        for await piece in pieces {
            let part = HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: piece)))
            do { try await channel.writeAndFlush(part) } catch { return }
        }
        try? await channel.writeAndFlush(HTTPServerResponsePart.end(nil))
    }

    private static func write(
        _ status: Int, _ headers: [(String, String)], _ body: String, to channel: any Channel
    ) async {
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: HTTPHeaders(headers))
        channel.write(HTTPServerResponsePart.head(head), promise: nil)
        try? await channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: body))))
    }
}
