import FoundationEssentials
import HTTPTypes
import Hummingbird
import Matters
import NIOCore
import Records
import Storage
import Webhooks

/// What a test turns: the time of the schedules, the busy day, and a look at how large the world is. Reached from this machine only.
struct ControlController: Sendable {
    static let bodyBytesMax = 4_096
    static let offsetSetting = "clock_offset_ms"
    /// In one go, either way: more than a century.
    static let advanceSecondsMax: Int64 = 4_000_000_000
    private static let mend =
        "Send {\"advance\": seconds}, \(advanceSecondsMax) at most, or {\"set\": \"2026-05-01T00:00:00Z\"}"
    let world: World
    let schedule: ScheduleClock
    let player: BusyDayPlayer

    func addRoutes(to router: Router<SandboxContext>) {
        router.get("control/clock") { request, context in
            try context.requireLoopback()
            try request.requireLocalName()
            return Response.json(200, time)
        }
        router.post("control/clock") { request, context in
            try context.requireLoopback()
            try request.requireLocalName()
            try request.requireOwnPage()
            return try await moveClock(request)
        }
        router.get("control/world") { request, context in
            try context.requireLoopback()
            try request.requireLocalName()
            return Response.json(200, try await counts())
        }
        router.post("control/world") { request, context in
            try context.requireLoopback()
            try request.requireLocalName()
            try request.requireOwnPage()
            return try await play(request)
        }
        addMatterRoutes(to: router)
    }

    private var time: JSONValue { ["now": .string(schedule.now.iso8601)] }

    private func moveClock(_ request: Request) async throws -> Response {
        let bytes = try await request.bytes(upTo: Self.bodyBytesMax)
        let body = (try? JSONReader.parse(bytes)) ?? .null
        if let seconds = body["advance"]?.integer, seconds.magnitude <= Self.advanceSecondsMax {
            schedule.advance(milliseconds: seconds * 1_000)
        } else if let text = body["set"]?.string, let instant = Instant(iso8601: text) {
            schedule.set(to: instant)
        } else {
            return Response.json(400, ["error": .string(Self.mend)])
        }
        let offset = schedule.offset
        // The dispatcher is woken: what was not due a moment ago may be now.
        try await world.store.write { transaction in
            try SandboxSettings.put(Self.offsetSetting, String(offset), in: transaction)
            transaction.notify(.deliveries)
        }
        return Response.json(200, time)
    }

    private func play(_ request: Request) async throws -> Response {
        let body = (try? JSONReader.parse(try await request.bytes(upTo: Self.bodyBytesMax))) ?? .null
        guard let wish = PlayWish(body, now: player.status.pace ?? .normal) else {
            return Response.json(400, ["error": .string(PlayWish.mend)])
        }
        player.play(wish.pace)
        return Response.json(200, try await counts())
    }

    private func counts() async throws -> JSONValue {
        let status = player.status
        return try await world.store.read { reading in
            let counts = try [
                Catalogue.actions, Catalogue.participants, Catalogue.actionParticipants, Catalogue.fileNotes,
                Catalogue.documents, Catalogue.collectionRecords, Catalogue.collectionValues,
            ].map { ($0.name, JSONValue.integer(Int64(try WorldTables.count($0, in: reading)))) }
            let hooks = try Subscriptions.list(contract: .actionstep, firmID: World.firmID, in: reading).count
            return [
                "actionstep": .object(.init(counts + [("resthooks", .integer(Int64(hooks)))])),
                "play": .bool(status.pace != nil), "speed": JSONValue(status.pace?.rawValue),
                "played": .integer(Int64(status.played)),
            ]
        }
    }
}
