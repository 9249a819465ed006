import FoundationEssentials
import HTTPTypes
import Hummingbird
import Matters
import NIOCore
import Records
import Storage
import Webhooks

/// What a test turns: the time of the schedules, the busy day, and a look at how large the world is.
struct ControlController: Sendable {
    static let offsetSetting = "clock_offset_ms"
    /// In one go, either way: more than a century.
    static let advanceSecondsMax: Int64 = 4_000_000_000
    private static let hint =
        "Send {\"advance\": seconds}, \(advanceSecondsMax) at most, or {\"set\": \"2026-05-01T00:00:00Z\"}."
    let world: World
    let schedule: ScheduleClock
    let player: BusyDayPlayer
    let lawVu: LawVuSandbox

    func addRoutes(to control: RouterGroup<SandboxContext>) {
        control.get("clock") { _, _ in Response.json(200, time) }
        control.post("clock") { request, _ in try await moveClock(try await request.control()) }
        control.get("world") { _, _ in Response.json(200, try await counts()) }
        control.post("world") { request, _ in try await play(try await request.control()) }
        control.delete("matters/:id") { _, context in try await deleteMatter(try context.parameters.require("id")) }
    }

    private var time: JSONValue { ["now": .string(schedule.now.iso8601)] }

    private func moveClock(_ body: JSONValue) async throws -> Response {
        if let seconds = body["advance"]?.integer, seconds.magnitude <= Self.advanceSecondsMax {
            schedule.advance(milliseconds: seconds * 1_000)
        } else if let text = body["set"]?.string, let instant = Instant(iso8601: text) {
            schedule.set(to: instant)
        } else {
            throw RESTFailure.badRequest(Self.hint)
        }
        let offset = schedule.offset
        // The dispatcher is woken: what was not due a moment ago may be now.
        try await world.store.write { transaction in
            try SandboxSettings.put(Self.offsetSetting, String(offset), in: transaction)
            transaction.notify(.deliveries)
        }
        return Response.json(200, time)
    }

    private func play(_ body: JSONValue) async throws -> Response {
        guard let wish = PlayWish(body, now: player.status.pace ?? .normal) else {
            throw RESTFailure.badRequest(PlayWish.hint)
        }
        player.play(wish.pace)
        return Response.json(200, try await counts())
    }

    /// Deletes a matter as staff would: it is marked, left out of every list, and no hook tells of it. The interface
    /// has no way to do this.
    private func deleteMatter(_ id: String) async throws -> Response {
        try await world.change { try $0.delete(try $0.find(Catalogue.actions, id)) }
        return Response(status: .noContent)
    }

    private func counts() async throws -> JSONValue {
        let status = player.status
        return try await world.store.read { reading in
            let counts = try Catalogue.all.map {
                ($0.name, JSONValue.integer(Int64(try WorldTables.count($0, in: reading))))
            }
            let hooks = try Subscriptions.list(contract: .actionstep, firmID: World.firmID, in: reading).count
            return [
                "actionstep": .object(.init(counts + [("resthooks", .integer(Int64(hooks)))])),
                "lawvu": try lawVu.counts(in: reading), "lawfficient": try Intake.counts(in: reading),
                "play": .bool(status.pace != nil), "speed": JSONValue(status.pace?.rawValue),
                "played": .integer(Int64(status.played)),
            ]
        }
    }
}
