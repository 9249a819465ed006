import Delivery
import SandboxKit
import Webhooks

/// The faults of the simulated systems, as set by `/control/faults`. A fault depends only on the seed and the number of
/// the request or notice, so that a failing test is reproducible.
struct FaultPlan: Equatable, Sendable {
    static let none = FaultPlan()
    static let delaySecondsMax: Double = 60

    struct API: Equatable, Sendable {
        /// Rates, from 0 for never to 1 for always.
        var error = 0.0
        var rateLimit = 0.0
        var down = 0.0
        var requiredFields = 0.0
        /// Before every response.
        var delaySeconds = 0.0
    }

    struct Notices: Equatable, Sendable {
        /// Rates, from 0 for never to 1 for always.
        var drop = 0.0
        var duplicate = 0.0
        var reorder = 0.0
        /// Of every notice.
        var delaySeconds = 0.0
        /// The number of notices affected, counted from when the plan was set.
        var dropFirst = 0
        var duplicateFirst = 0
    }

    enum Outcome: Equatable, Sendable { case pass, down, rateLimited, error }

    struct RequestFault: Equatable, Sendable {
        var outcome = Outcome.pass
        var delaySeconds = 0.0
        var requiresStepFields = false
    }

    var seed: UInt64 = 1
    var api = API()
    var notices = Notices()

    /// - Parameter number: of the request since the plan was set, from 0.
    func fault(ofRequest number: Int) -> RequestFault {
        var chance = SeededRandom(seed: seed, stream: number)
        // Each rate has its own draw, so that changing one does not change which requests the others hit.
        let down = chance.hits(api.down)
        let limited = chance.hits(api.rateLimit)
        let error = chance.hits(api.error)
        let fields = chance.hits(api.requiredFields)
        let outcome: Outcome = down ? .down : limited ? .rateLimited : error ? .error : .pass
        return RequestFault(outcome: outcome, delaySeconds: api.delaySeconds, requiresStepFields: fields)
    }

    /// - Parameter number: of the delivery attempt since the plan was set, from 0.
    func fault(ofNotice number: Int) -> NoticeFault {
        // Requests use the streams from 0.
        var chance = SeededRandom(seed: seed, stream: -1 - number)
        let drop = chance.hits(notices.drop)
        let duplicate = chance.hits(notices.duplicate)
        let reorder = chance.hits(notices.reorder)
        let isLost = drop || number < notices.dropFirst
        let isDoubled = duplicate || number < notices.duplicateFirst
        return NoticeFault(
            copies: isLost ? 0 : isDoubled ? 2 : 1, delay: .milliseconds(Int64(notices.delaySeconds * 1_000)),
            isHeldBack: reorder)
    }
}

extension SeededRandom {
    /// - Parameter rate: 0 for never, 1 for always.
    mutating func hits(_ rate: Double) -> Bool {
        Double(next() >> 11) / Double(1 << 53) < rate
    }
}
