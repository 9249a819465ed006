import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Records
import Sync
import Synchronization
import Webhooks

/// Receives the notices of the practice systems: `POST /hooks/SYSTEM/TOKEN`, for some systems with `/EVENT` behind it.
///
/// Answers 200 once the notice is on disk, whatever it holds: a practice system switches off a hook that answers
/// anything else. A wrong token is answered 404, because a 401 would let the sender delete its hook. 503 says that the
/// notice could not be stored.
struct HookRoutes: Sendable {
    let receiver: Receiver
    let directory: SourceDirectory
    let adapters: PracticeSystemAdapters

    private let bodyBudget = ByteBudget(Self.bodyBytesInMemoryMax)

    /// Counted and dropped beyond what is stored; the connection of a sender who goes on after this is cut.
    static let bodyReadBytesMax = 64 * 1_024 * 1_024
    /// Of all bodies together that were read and are not yet on disk. While one is read, it has at most what is stored.
    static let bodyBytesInMemoryMax = 256 * 1_024 * 1_024
    /// How long the answer may take to be sent before the connection is cut.
    static let cutAfter: TimeAmount = .seconds(1)

    static let eventBytesMax = 128

    /// Whether it can be part of a hook URL of ours. The attack: an event named `%00`, which PostgreSQL refuses to
    /// store, and with it all other notices in the same transaction.
    static func isEventName(_ text: String) -> Bool {
        (1...eventBytesMax).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || [45, 46, 95].contains(byte)
            }
    }

    func addRoutes(to router: Router<PortalContext>) {
        for adapter in adapters.all {
            let (system, hasEvent) = (adapter.system, adapter.hookURLShape == .eventInPath)
            router.post(RouterPath("hooks/\(system)/:token" + (hasEvent ? "/:event" : ""))) { request, context in
                let event = hasEvent ? context.parameters.get("event") : ""
                guard let event, !hasEvent || Self.isEventName(event) else { return Response(status: .notFound) }
                return try await receive(request, context, system: system, event: event)
            }
        }
    }

    private func receive(
        _ request: Request, _ context: PortalContext, system: String, event: String
    ) async throws -> Response {
        guard let token = context.parameters.get("token") else { return Response(status: .notFound) }
        let source: SourceKey?
        do { source = try await directory.source(forToken: token, system: system) } catch {
            return unavailable(error, context)
        }
        guard let source else { return Response(status: .notFound) }
        let body = try await BoundedBody.read(request, keeping: Inbox.bodyStoredBytesMax, upTo: Self.bodyReadBytesMax)
        // The server would read the rest of the body to its end before it looked at anything else.
        if !body.isWhole { context.cut(after: Self.cutAfter) }
        guard bodyBudget.reserve(body.bytes.count) else {
            return Response(status: .serviceUnavailable, headers: [.retryAfter: "10"])
        }
        defer { bodyBudget.release(body.bytes.count) }
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

/// Bounds the memory of the bodies that wait together to be stored.
private final class ByteBudget: Sendable {
    private let left: Mutex<Int>
    init(_ bytesMax: Int) { left = Mutex(bytesMax) }

    /// Answers false, and reserves nothing, when too little is left.
    func reserve(_ bytes: Int) -> Bool {
        left.withLock { left in
            guard left >= bytes else { return false }
            left -= bytes
            return true
        }
    }

    func release(_ bytes: Int) { left.withLock { $0 += bytes } }
}
