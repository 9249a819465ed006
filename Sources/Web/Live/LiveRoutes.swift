import HTTPTypes
import Hummingbird
import Matters
import NIOCore
import Portal
import Records
import ServiceLifecycle
import Storage
import Webhooks

/// `GET /live`: server-sent events. `hello` first, then a `change` for each matter that has changed, and comments that
/// keep the connection open.
///
/// The `id` of an event is a sealed cursor. A browser that reconnects sends the last one as `Last-Event-ID` and continues
/// there; a page that was just rendered passes its own cursor as `after`. The hub ends a stream after ten minutes, and at
/// once when its session or token ends; the browser then reconnects and is authenticated again.
struct LiveRoutes: Sendable {
    let hub: LiveHub
    let viewers: ViewerResolver
    let cursors: CursorSeal
    let now: WallClock

    static let reconnectMilliseconds = 2_000
    /// How long one write may wait for the reader, and how long the last bytes may take.
    static let writeDeadline: TimeAmount = .seconds(5)

    func addRoutes(to router: Router<PortalContext>) {
        router.get("live") { request, context in try await open(request, context) }
    }

    private func open(_ request: Request, _ context: PortalContext) async throws -> Response {
        let session = try await viewers.session(request)
        let bearer = try await viewers.bearer(request)
        guard let person = bearer ?? session else {
            return .problem(.unauthorized, "sign in, or send a bearer token of this portal")
        }
        let viewer = person.viewer
        let live: LiveStream
        do {
            live = try await hub.subscribe(viewer, after: cursor(of: request, viewer), with: person.credential)
        } catch LiveStreamRefusal.stopping {
            return .problem(.serviceUnavailable, "the server is stopping; come back in a moment")
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store", .init("x-accel-buffering")!: "no"],
            body: ResponseBody { writer in
                // Attack: a reader who takes no bytes keeps an ended stream open, and so the server from stopping.
                defer { context.cut(after: Self.writeDeadline) }
                try await stream(live, to: viewer, of: request, context, writer: &writer)
            })
    }

    private func cursor(of request: Request, _ viewer: Viewer) -> Int64? {
        let text = request.headers[.init("last-event-id")!] ?? request.query("after")
        return text.flatMap { cursors.open($0, for: viewer) }
    }

    /// Ends when the server stops, and when the reader disconnects, which an idle stream would not notice by writing.
    @concurrent private func stream(
        _ live: LiveStream, to viewer: Viewer, of request: Request, _ context: PortalContext,
        writer: inout any ResponseBodyWriter
    ) async throws {
        let events = EventEncoder(viewer: viewer, cursors: cursors)
        try await context.write(events.hello(live, at: now()), to: &writer, deadline: Self.writeDeadline)
        for event in live.replay {
            try await context.write(events.change(event), to: &writer, deadline: Self.writeDeadline)
        }
        try await request.body.consumeWithInboundCloseHandler { _ in
            try await withGracefulShutdownHandler {
                for await signal in live.signals {
                    try await context.write(events.signal(signal), to: &writer, deadline: Self.writeDeadline)
                }
            } onGracefulShutdown: {
                live.close()
            }
        } onInboundClosed: {
            live.close()
        }
        try await writer.finish(nil)
    }
}

/// Encodes events for one viewer.
private struct EventEncoder {
    let viewer: Viewer
    let cursors: CursorSeal

    func hello(_ live: LiveStream, at now: Instant) -> ByteBuffer {
        let data: JSONValue = ["resumed": .bool(live.resumed), "at": .string(now.iso8601)]
        // Before a replay, the cursor of `hello` would move the reader past changes that it has not received.
        let id = live.replay.isEmpty ? "id: \(cursors.seal(live.position, for: viewer))\n" : ""
        return ByteBuffer(
            string: "retry: \(LiveRoutes.reconnectMilliseconds)\n\(id)event: hello\ndata: \(data.encodedText)\n\n")
    }

    func signal(_ signal: LiveSignal) -> ByteBuffer {
        switch signal {
        case .event(let event): change(event)
        case .heartbeat: ByteBuffer(string: ": still here\n\n")
        }
    }

    func change(_ event: LiveEvent) -> ByteBuffer {
        var data: JSONValue.Members = [
            "matter": .string(event.matterID), "kinds": .array(event.kinds.map { .string($0.rawValue) }),
            "at": .string(event.at.iso8601),
        ]
        if viewer.isStaff { data["seq"] = .integer(event.seq) }
        let id = cursors.seal(event.seq, for: viewer)
        return ByteBuffer(string: "id: \(id)\nevent: change\ndata: \(JSONValue.object(data).encodedText)\n\n")
    }
}
