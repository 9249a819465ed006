import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Records
import Sync
import Synchronization

/// Where the practice systems knock: `POST /hooks/actionstep/{token}/{event}`.
///
/// Answers 200 once the notice is on disk, whatever it holds: any other answer makes ActionStep switch the hook off.
/// A wrong token is answered 404, because a 401 would let the sender delete its hook. 503 says that the notice could
/// not be stored, and nothing was.
struct HookRoutes: Sendable {
    let receiver: Receiver
    let directory: SourceDirectory

    private let waiting = ByteBudget(Self.waitingBytesMax)

    init(receiver: Receiver, directory: SourceDirectory) {
        (self.receiver, self.directory) = (receiver, directory)
    }

    /// Counted and dropped beyond what is stored; the connection of a sender who goes on after this is cut.
    static let bodyReadBytesMax = 64 * 1_024 * 1_024
    /// Bytes of all bodies together that wait to be on disk.
    static let waitingBytesMax = 256 * 1_024 * 1_024
    /// What the answer gets for its way before the connection is cut.
    static let cutAfter: TimeAmount = .seconds(1)

    static let eventBytesMax = 128

    /// Whether it may be part of a URL that we have registered. The attack: an event named `%00`, which PostgreSQL
    /// refuses to store, and with it the notices of others in the same transaction.
    static func isEventName(_ text: String) -> Bool {
        (1...eventBytesMax).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || [45, 46, 95].contains(byte)
            }
    }

    func addRoutes(to router: Router<PortalContext>) {
        router.post("hooks/actionstep/:token/:event") { request, context in
            try await receive(request, context, system: "actionstep")
        }
    }

    private func receive(
        _ request: Request, _ context: PortalContext, system: String
    ) async throws -> Response {
        guard let token = context.parameters.get("token"), let event = context.parameters.get("event"),
            Self.isEventName(event)
        else { return Response(status: .notFound) }
        let source: SourceKey?
        do { source = try await directory.source(forToken: token, system: system) } catch {
            return unavailable(error, context)
        }
        guard let source else { return Response(status: .notFound) }
        let body = try await BoundedBody.read(
            request, keeping: Inbox.bodyStoredBytesMax, upTo: Self.bodyReadBytesMax)
        // The server would read the rest of the body to its end before it looked at anything else.
        if !body.isWhole { context.cut(after: Self.cutAfter) }
        guard waiting.take(body.bytes.count) else {
            return Response(status: .serviceUnavailable, headers: [.retryAfter: "10"])
        }
        defer { waiting.giveBack(body.bytes.count) }
        do {
            try await receiver.receive(from: source, event: event, body: body.bytes, bodyBytes: body.count)
        } catch {
            return unavailable(error, context)
        }
        return Response(status: .ok)
    }

    private func unavailable(_ error: any Error, _ context: PortalContext) -> Response {
        context.logger.error("a notice could not be stored", metadata: ["error": "\(error)"])
        return Response(status: .serviceUnavailable, headers: [.retryAfter: "10"])
    }
}

/// Bounds what many requests hold together.
private final class ByteBudget: Sendable {
    private let left: Mutex<Int>
    init(_ bytesMax: Int) { left = Mutex(bytesMax) }

    /// Answers false, and takes nothing, when too little is left.
    func take(_ bytes: Int) -> Bool {
        left.withLock { left in
            guard left >= bytes else { return false }
            left -= bytes
            return true
        }
    }

    func giveBack(_ bytes: Int) { left.withLock { $0 += bytes } }
}
