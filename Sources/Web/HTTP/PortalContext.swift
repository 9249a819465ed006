package import Hummingbird
import NIOCore

/// The context of a request with its connection, which the server cuts when a client takes too long.
package struct PortalContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    let connection: any Channel

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        connection = source.channel
    }

    /// A part of the path, by its name in the route.
    func parameter(_ name: String) -> String { parameters.get(name) ?? "" }

    /// Closes the connection after the delay, whatever is still to be sent or read, unless the answered task is
    /// cancelled.
    @discardableResult
    func cut(after delay: TimeAmount) -> Scheduled<Void> {
        let connection = connection
        return connection.eventLoop.scheduleTask(in: delay) { connection.close(promise: nil) }
    }

    /// A write waits while the reader's buffers are full. Attack: a reader who never empties them holds a connection.
    @concurrent func write(
        _ bytes: ByteBuffer, to writer: inout any ResponseBodyWriter, deadline: TimeAmount
    ) async throws {
        let deadline = cut(after: deadline)
        defer { deadline.cancel() }
        try await writer.write(bytes)
    }
}
