import Delivery
import HTTPTypes
import Hummingbird
import Matters
import Records
import SandboxKit
import Storage
import Webhooks

/// `POST /control/hooks`: disables webhooks of a system without notice, as the real systems do. Selected by rate or by
/// count; the seed of the fault plan decides which.
struct HookDisabler: Sendable {
    static let hint =
        "Send {\"system\": \"actionstep\", \"disable\": 0.5} for a rate from 0 to 1, or {\"disable_first\": 3} for a count; "
        + "the systems are actionstep, lawvu and lawfficient."
    private static let pageRows = 1_000
    let store: any Store
    let scheduleClock: WallClock
    let faults: FaultInjector

    enum Choice: Equatable {
        case rate(Double)
        case first(Int)

        init?(_ body: JSONValue) {
            switch (body["disable"], body["disable_first"]?.integer) {
            case (nil, let count?) where count >= 0: self = .first(Int(count))
            case (.number(let rate), nil) where (0...1).contains(rate): self = .rate(rate)
            case (.integer(let rate), nil) where (0...1).contains(rate): self = .rate(Double(rate))
            default: return nil
            }
        }

        func hits(place: Int, seed: UInt64) -> Bool {
            switch self {
            case .rate(let rate):
                var chance = SeededRandom(seed: seed, stream: place)
                return chance.hits(rate)
            case .first(let count): return place < count
            }
        }
    }

    func addRoutes(to control: RouterGroup<SandboxContext>) {
        control.post("hooks") { request, _ in try await disable(try await request.control()) }
    }

    private func disable(_ body: JSONValue) async throws -> Response {
        guard let contract = body["system"]?.string.flatMap(WebhookContract.init(rawValue:)), contract != .standard,
            let choice = Choice(body)
        else { throw RequestFailure.badRequest(Self.hint) }
        let seed = faults.plan.seed
        let due = scheduleClock()
        let disabled = try await store.write { transaction -> [Subscription] in
            let active = try Self.active(contract, in: transaction)
            let hit = active.enumerated().filter { choice.hits(place: $0.offset, seed: seed) }.map(\.element)
            for hook in hit {
                try SubscriptionLifecycle.disable(
                    hook.id, because: .byHand, firmID: SandboxFirm.id, in: transaction, at: due)
            }
            return hit
        }
        return .json(200, ["disabled": .array(disabled.map { .string(String($0.id)) })])
    }

    private static func active(_ contract: WebhookContract, in reading: any Reading) throws -> [Subscription] {
        var found: [Subscription] = []
        var last: Int64 = 0
        while true {
            let page = try Subscriptions.list(
                contract: contract, firmID: SandboxFirm.id, after: last, limit: pageRows, in: reading)
            found += page.filter { $0.status == .active }
            guard page.count == pageRows, let end = page.last else { return found }
            last = end.id
        }
    }
}
