import Engine
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Records

/// Where the practice systems knock: `POST /hooks/actionstep/{token}/{event}`.
///
/// Answers 200 once the notice is on disk, whatever it holds: any other answer makes ActionStep switch the hook off.
/// A wrong token is answered 404, because a 401 would let the sender delete its hook. 503 says that the notice could
/// not be stored, and nothing was.
struct HookDoor: Sendable {
    let receiver: Receiver
    let directory: SourceDirectory

    /// Counted and dropped beyond what is stored; a body longer than this is not read to its end.
    static let bodyReadBytesMax = 64 * 1_024 * 1_024

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

    func addRoutes(to router: Router<BasicRequestContext>) {
        router.post("hooks/actionstep/:token/:event") { request, context in
            try await receive(request, context, system: "actionstep")
        }
    }

    private func receive(
        _ request: Request, _ context: BasicRequestContext, system: String
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
        do {
            try await receiver.receive(from: source, event: event, body: body.bytes, bodyBytes: body.count)
        } catch {
            return unavailable(error, context)
        }
        return Response(status: .ok, headers: body.isWhole ? [:] : [.connection: "close"])
    }

    private func unavailable(_ error: any Error, _ context: BasicRequestContext) -> Response {
        context.logger.error("a notice could not be stored", metadata: ["error": "\(error)"])
        return Response(status: .serviceUnavailable, headers: [.retryAfter: "10"])
    }
}

/// The beginning of a body, and how long it was.
struct BoundedBody {
    var bytes: [UInt8] = []
    var count = 0
    var isWhole = true

    /// - Parameters:
    ///   - kept: bytes that are kept; the rest is counted and dropped.
    ///   - limit: bytes after which reading stops.
    static func read(_ request: Request, keeping kept: Int, upTo limit: Int) async throws -> BoundedBody {
        var body = BoundedBody()
        for try await buffer in request.body {
            body.count += buffer.readableBytes
            let room = kept - body.bytes.count
            if room > 0 { body.bytes.append(contentsOf: buffer.readableBytesView.prefix(room)) }
            guard body.count <= limit else {
                body.isWhole = false
                break
            }
        }
        return body
    }
}
