import FoundationEssentials
import HTTPTypes
import Hummingbird
import Matters
import Records
import SandboxActionStep
import SandboxKit
import Storage
import Webhooks

/// The controls for tests: the schedule clock, the busy day, and the row counts of the simulated systems.
struct ControlController: Sendable {
    static let offsetSetting = "clock_offset_ms"
    /// The limit of one request in either direction: more than a century.
    static let advanceSecondsMax: Int64 = 4_000_000_000
    private static let hint =
        "Send {\"advance\": seconds}, \(advanceSecondsMax) at most, or {\"set\": \"2026-05-01T00:00:00Z\"}."
    let store: any Store
    let schedule: ScheduleClock
    let actionStep: ActionStepSandbox
    let systems: [any SimulatedSystem]

    func addRoutes(to control: RouterGroup<SandboxContext>) {
        control.get("clock") { _, _ in Response.json(200, time) }
        control.post("clock") { request, _ in try await moveClock(try await request.control()) }
        control.get("world") { _, _ in Response.json(200, try await counts()) }
        control.post("world") { request, _ in
            try actionStep.setBusyDay(try await request.control())
            return Response.json(200, try await counts())
        }
        control.delete("matters/:id") { _, context in
            try await actionStep.deleteMatter(try context.parameters.require("id"))
            return Response(status: .noContent)
        }
    }

    private var time: JSONValue { ["now": .string(schedule.now.iso8601)] }

    private func moveClock(_ body: JSONValue) async throws -> Response {
        if let seconds = body["advance"]?.integer, seconds.magnitude <= Self.advanceSecondsMax {
            schedule.advance(milliseconds: seconds * 1_000)
        } else if let text = body["set"]?.string, let instant = Instant(iso8601: text) {
            schedule.set(to: instant)
        } else {
            throw RequestFailure.badRequest(Self.hint)
        }
        let offset = schedule.offset
        // Deliveries that were not due before the clock moved may be due now: the notification wakes the dispatcher.
        try await store.write { transaction in
            try SandboxSettings.put(Self.offsetSetting, String(offset), in: transaction)
            transaction.notify(.deliveries)
        }
        return Response.json(200, time)
    }

    private func counts() async throws -> JSONValue {
        let status = actionStep.busyDayStatus
        return try await store.read { reading in
            let counts = try systems.map {
                (name: type(of: $0).contract.rawValue, value: try $0.counts(in: reading))
            }
            return .object(.init(counts + status))
        }
    }
}
