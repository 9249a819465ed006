import ArgumentParser
import NIOCore
import NIOHTTP1
import NIOPosix

/// Receives Lawfficient webhooks on loopback. `/hang` is never answered; `/report` gives the statistics since the last
/// report.
struct SinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "sink", abstract: "Receive, verify and count.")

    @Argument var port: Int

    func run() async throws {
        let statistics = SinkStatistics()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 4_096)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(SinkHandler(statistics))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        try await channel.closeFuture.get()
    }
}

private final class SinkHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let statistics: SinkStatistics
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []
    private var arrivedAt: UInt64 = 0

    init(_ statistics: SinkStatistics) { self.statistics = statistics }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            arrivedAt = SinkStatistics.now
            body.removeAll(keepingCapacity: true)
        case .body(let part): body.append(contentsOf: part.readableBytesView)
        case .end: answer(context)
        }
    }

    private func answer(_ context: ChannelHandlerContext) {
        guard let head else { return }
        var text = ""
        switch head.uri {
        case "/hang": return statistics.addHanging()
        case "/report": text = statistics.report()
        default: statistics.add(head.headers["lawfficient-signature"].first, body, for: head.uri, arrivedAt: arrivedAt)
        }
        let response = HTTPResponseHead(
            version: .http1_1, status: .ok, headers: ["content-length": "\(text.utf8.count)"])
        context.write(wrapOutboundOut(.head(response)), promise: nil)
        if !text.isEmpty { context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
