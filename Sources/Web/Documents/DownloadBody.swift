import Hummingbird
import Matters
import NIOCore
import Portal
import ServiceLifecycle
import Storage

/// Writes a file to its reader, as fast as the reader takes it: the next part is asked of the practice system once
/// this one has gone out.
struct DownloadBody: Sendable {
    let download: Download
    let context: PortalContext

    static let sliceBytes = 64 << 10
    /// How long one slice may wait for the reader.
    static let sliceDeadline: TimeAmount = .seconds(30)
    static let wholeDeadline: TimeAmount = .hours(1)

    private struct ReaderLeft: Error {}

    /// Throws when the file cannot be brought to its end; the connection is then cut, so that the reader sees it.
    @concurrent func write(to writer: inout any ResponseBodyWriter, of request: Request) async throws {
        let whole = context.cut(after: Self.wholeDeadline)
        defer { whole.cancel() }
        do {
            try await writeParts(to: &writer, of: request)
        } catch {
            // What is left in the line's buffers may never be taken, and must not keep it open.
            context.cut(after: .zero)
            throw error
        }
        try await writer.finish(nil)
    }

    /// Ends when the reader leaves or the server stops, also while the practice system is being waited for.
    @concurrent private func writeParts(to writer: inout any ResponseBodyWriter, of request: Request) async throws {
        let (gone, leave) = AsyncStream.makeStream(of: Void.self)
        try await request.body.consumeWithInboundCloseHandler { _ in
            try await withGracefulShutdownHandler {
                try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
                    defer { group.cancelAll() }
                    group.addTask {
                        for await _ in gone {}
                        throw ReaderLeft()
                    }
                    while true {
                        group.addTask { try await download.next() }
                        guard let part = try await group.next() ?? nil else { return }
                        try await write(part, to: &writer)
                    }
                }
            } onGracefulShutdown: {
                leave.finish()
            }
        } onInboundClosed: {
            leave.finish()
        }
    }

    @concurrent private func write(_ part: [UInt8], to writer: inout any ResponseBodyWriter) async throws {
        for slice in part.chunks(ofCount: Self.sliceBytes) {
            let deadline = context.cut(after: Self.sliceDeadline)
            defer { deadline.cancel() }
            try await writer.write(ByteBuffer(bytes: slice))
        }
    }
}
