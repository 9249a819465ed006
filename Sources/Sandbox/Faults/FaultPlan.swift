import Delivery
import SandboxKit
import Webhooks

/// How the simulated systems misbehave, as `/control/faults` takes and shows it. What goes wrong follows from the seed
/// and the number of the request or the notice alone, so that a failing test can be run again.
struct FaultPlan: Equatable, Sendable {
    static let none = FaultPlan()
    static let delaySecondsMax: Double = 60

    struct API: Equatable, Sendable {
        /// Rates, from 0 for never to 1 for always.
        var error = 0.0
        var rateLimit = 0.0
        var down = 0.0
        var requiredFields = 0.0
        /// Before every answer, good or bad.
        var delaySeconds = 0.0
    }

    struct Notices: Equatable, Sendable {
        /// Rates, from 0 for never to 1 for always.
        var drop = 0.0
        var duplicate = 0.0
        var reorder = 0.0
        /// Of every notice.
        var delaySeconds = 0.0
        /// Counts: the first so many notices since the plan was set.
        var dropFirst = 0
        var duplicateFirst = 0
    }

    enum Outcome: Equatable, Sendable { case pass, down, rateLimited, error }

    struct Verdict: Equatable, Sendable {
        var outcome = Outcome.pass
        var delaySeconds = 0.0
        var requiresStepFields = false
    }

    var seed: UInt64 = 1
    var api = API()
    var notices = Notices()

    /// - Parameter number: of the request since the plan was set, from 0.
    func verdict(number: Int) -> Verdict {
        var chance = SeededRandom(seed: seed, stream: number)
        // Each rate has a draw of its own, so that turning one leaves what the others hit as it is.
        let (down, limited, error, fields) = (
            chance.hits(api.down), chance.hits(api.rateLimit), chance.hits(api.error), chance.hits(api.requiredFields)
        )
        let outcome: Outcome = down ? .down : limited ? .rateLimited : error ? .error : .pass
        return Verdict(outcome: outcome, delaySeconds: api.delaySeconds, requiresStepFields: fields)
    }

    /// - Parameter number: of the notice since the plan was set, from 0; one that is sent again has another.
    func fault(ofNotice number: Int) -> NoticeFault {
        // Requests draw from the streams above.
        var chance = SeededRandom(seed: seed, stream: -1 - number)
        let (drop, duplicate, reorder) = (
            chance.hits(notices.drop), chance.hits(notices.duplicate), chance.hits(notices.reorder)
        )
        let isLost = drop || number < notices.dropFirst
        let isDoubled = duplicate || number < notices.duplicateFirst
        return NoticeFault(
            copies: isLost ? 0 : isDoubled ? 2 : 1, delay: .milliseconds(Int64(notices.delaySeconds * 1_000)),
            isKeptBack: reorder)
    }
}

extension SeededRandom {
    /// - Parameter rate: 0 for never, 1 for always.
    mutating func hits(_ rate: Double) -> Bool {
        Double(next() >> 11) / Double(1 << 53) < rate
    }
}
