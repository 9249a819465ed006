import Hummingbird
import NIOCore

/// What comes with a request, and the connection it came on: some readers have to be cut off.
struct PortalContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let connection: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        connection = source.channel
    }

    /// Cuts the connection, whatever was still to be sent or read, after a while, unless that is called off.
    @discardableResult
    func cut(after delay: TimeAmount) -> Scheduled<Void> {
        let connection = connection
        return connection.eventLoop.scheduleTask(in: delay) { connection.close(promise: nil) }
    }
}
