import Hummingbird
import Matters
import NIOCore
import Portal
import ServiceLifecycle
import Storage

/// Writes a file to its reader at the reader's speed: the next part is requested from the practice system when this one
/// is written.
struct DownloadBody: Sendable {
    let download: Download
    let context: PortalContext

    static let sliceBytes = 64 << 10
    /// How long one slice may wait for the reader.
    static let sliceDeadline: TimeAmount = .seconds(30)
    static let wholeDeadline: TimeAmount = .hours(1)

    private struct ClientDisconnected: Error {}

    /// - Throws: when the file cannot be sent whole; the connection is then cut, so that the reader sees it.
    @concurrent func write(to writer: inout any ResponseBodyWriter, of request: Request) async throws {
        let whole = context.cut(after: Self.wholeDeadline)
        defer { whole.cancel() }
        do {
            try await writeParts(to: &writer, of: request)
        } catch {
            // A reader who never takes the bytes that are left must not keep the connection open.
            context.cut(after: .zero)
            throw error
        }
        try await writer.finish(nil)
    }

    /// Ends when the reader disconnects or the server stops, also while it waits for the practice system.
    @concurrent private func writeParts(to writer: inout any ResponseBodyWriter, of request: Request) async throws {
        let (disconnection, disconnect) = AsyncStream.makeStream(of: Void.self)
        try await request.body.consumeWithInboundCloseHandler { _ in
            try await withGracefulShutdownHandler {
                try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
                    defer { group.cancelAll() }
                    group.addTask {
                        for await _ in disconnection {}
                        throw ClientDisconnected()
                    }
                    while true {
                        group.addTask { try await download.next() }
                        guard let part = try await group.next() ?? nil else { return }
                        for slice in part.chunks(ofCount: Self.sliceBytes) {
                            let bytes = ByteBuffer(bytes: slice)
                            try await context.write(bytes, to: &writer, deadline: Self.sliceDeadline)
                        }
                    }
                }
            } onGracefulShutdown: {
                disconnect.finish()
            }
        } onInboundClosed: {
            disconnect.finish()
        }
    }
}
