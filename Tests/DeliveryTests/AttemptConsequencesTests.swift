import Matters
import Testing
import Webhooks

@testable import Delivery
@testable import Records

@Suite struct `What ended attempts change` {
    private static let now = Instant.seconds(1_700_000_000)

    /// An attempt at delivery `id` with the ordering key `m\(id)`.
    private static func ended(
        _ id: Int64, _ result: AttemptResult, contract: WebhookContract = .standard, before attempts: Int = 0,
        retryAfter: Duration? = nil
    ) -> EndedAttempt {
        let destination = DeliveryDestination(
            subscriptionID: 1, contract: contract, targetURL: "", messagesPerSecondMax: nil,
            isFailing: false, sealedSecrets: [])
        let claim = DeliveryClaim(
            destination: destination, id: id, orderingKey: "m\(id)", attempts: attempts, body: [], messageID: nil,
            leaseToken: "lease")
        let attempt = Attempt(
            startedAt: now, milliseconds: 1, result: result, answer: [], retryAfter: retryAfter)
        return EndedAttempt(claim: claim, attempt: attempt, jitter: 0.5)
    }

    private static func consequences(
        _ ended: [EndedAttempt], _ status: SubscriptionStatus = .active, contract: WebhookContract = .standard,
        isDurable: Bool = false, health: EndpointHealth = EndpointHealth()
    ) -> AttemptConsequences {
        let subscription = SubscriptionState(
            contract: contract, status: status, isDurable: isDurable, health: health)
        return AttemptConsequences(of: ended, for: subscription, at: now)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let contract: WebhookContract
        let status: SubscriptionStatus
        var isDurable = false
        let result: AttemptResult
        var attempts = 0
        let state: DeliveryState
        var disableReason: DisableReason?
        var testDescription: String { "\(contract), \(status), \(result.name), \(attempts) before: \(state)" }
    }

    private static let failure = AttemptResult.failed(.refused)
    static let cases: [Case] = [
        Case(contract: .standard, status: .active, result: .answered(status: 200), state: .delivered),
        Case(contract: .standard, status: .active, result: failure, state: .waiting),
        Case(contract: .standard, status: .catchingUp, result: failure, state: .waiting),
        Case(contract: .standard, status: .disabled, result: failure, state: .held),
        Case(contract: .standard, status: .deleted, result: failure, state: .missed),
        Case(contract: .standard, status: .disabled, result: .answered(status: 200), state: .delivered),
        Case(contract: .standard, status: .active, result: failure, attempts: 7, state: .abandoned),
        Case(
            contract: .standard, status: .active, result: .answered(status: 410), state: .abandoned,
            disableReason: .gone),
        Case(contract: .standard, status: .disabled, result: .answered(status: 410), state: .abandoned),
        Case(
            contract: .actionstep, status: .active, result: .answered(status: 500), state: .abandoned,
            disableReason: .unexpectedAnswer),
        Case(contract: .actionstep, status: .disabled, result: failure, state: .missed),
        Case(contract: .lawvu, status: .disabled, result: failure, state: .missed),
        Case(contract: .lawfficient, status: .active, result: failure, state: .abandoned),
        Case(contract: .lawfficient, status: .active, isDurable: true, result: failure, state: .waiting),
        Case(contract: .lawfficient, status: .disabled, isDurable: true, result: failure, state: .held),
        Case(contract: .lawfficient, status: .deleted, isDurable: true, result: failure, state: .missed),
    ]

    @Test(arguments: cases)
    func `the state of the delivery follows from contract, status and result`(one: Case) {
        let ended = Self.ended(7, one.result, contract: one.contract, before: one.attempts)
        let found = Self.consequences([ended], one.status, contract: one.contract, isDurable: one.isDurable)
        #expect(found.deliveries.map(\.state) == [one.state])
        #expect(found.deliveries.map(\.finishedAt) == [one.state.isFinished ? Self.now : nil])
        #expect(found.disableReason == one.disableReason)
    }

    @Test func `a retry is due after the wait of the contract`() {
        let found = Self.consequences([Self.ended(7, Self.failure)])
        #expect(found.deliveries.map(\.dueAt) == [Self.now + .seconds(5)])
        #expect(found.deliveries.map(\.leaseToken) == ["lease"])
    }

    @Test func `the keys of finished deliveries advance, each once and in order`() {
        let ended = [
            Self.ended(9, .answered(status: 200)), Self.ended(7, Self.failure, before: 7), Self.ended(8, Self.failure),
        ]
        #expect(Self.consequences(ended).advancingKeys == ["m7", "m9"])
        #expect(Self.consequences(ended, .catchingUp).advancingKeys == ["m7", "m9"])
    }

    @Test(arguments: [SubscriptionStatus.disabled, .deleted])
    func `nothing advances while the subscription is not enabled`(status: SubscriptionStatus) {
        #expect(Self.consequences([Self.ended(9, .answered(status: 200))], status).advancingKeys.isEmpty)
    }

    @Test func `when one attempt disables the subscription, the others are held and nothing advances`() {
        let ended = [
            Self.ended(7, Self.failure), Self.ended(8, .answered(status: 410)), Self.ended(9, .answered(status: 200)),
        ]
        let found = Self.consequences(ended)
        #expect(found.disableReason == .gone)
        #expect(found.deliveries.map(\.state) == [.held, .abandoned, .delivered])
        #expect(found.advancingKeys.isEmpty)
    }

    @Test func `the longest pause counts`() {
        let ended = [30, 90, 60].map { seconds in
            Self.ended(Int64(seconds), .answered(status: 429), retryAfter: .seconds(seconds))
        }
        let found = Self.consequences(ended)
        #expect(found.pausedUntil == Self.now + .seconds(90))
        #expect(found.health == EndpointHealth(failingSince: Self.now))
    }

    @Test func `an unchanged health is not written`() {
        #expect(Self.consequences([Self.ended(7, .answered(status: 200))]).health == nil)
        let failing = EndpointHealth(failingSince: Self.now - .seconds(60))
        #expect(Self.consequences([Self.ended(7, Self.failure)], health: failing).health == nil)
        #expect(Self.consequences([Self.ended(7, .answered(status: 200))], health: failing).health == EndpointHealth())
    }

    @Test func `each attempt sees the health that the one before has left`() {
        let health = EndpointHealth(abandonedAt: Array(repeating: Self.now - .seconds(60), count: 8))
        let ended = [7, 8].map { Self.ended($0, Self.failure, contract: .lawvu, before: 3) }
        let found = Self.consequences(ended, contract: .lawvu, health: health)
        #expect(found.disableReason == .abandonedTooOften)
        #expect(found.health?.abandonedAt.count == LawVuPolicy.abandonedMax)
    }
}

@Suite struct `How far a step brings a resend job` {
    private static func job(_ selection: ResendSelection) -> ResendPosition {
        ResendPosition(
            jobID: 1, subscriptionID: 1, range: ResendRange(selection, from: .seconds(0), to: .seconds(9)), position: 0)
    }

    @Test(
        arguments: [
            (ResendSelection.held, [3, 5], 2, 5, false, false), (.held, [3], 2, 3, true, true),
            (.held, [], 2, 0, true, true),
            (.failed, [3], 2, 3, true, false), (.all, [3, 5], 2, 5, false, false),
        ] as [(ResendSelection, [Int64], Int, Int64, Bool, Bool)])
    func `fewer deliveries than the limit are the last, and end the catching up`(
        selection: ResendSelection, sent: [Int64], limit: Int, position: Int64, isLast: Bool, hasCaughtUp: Bool
    ) {
        let step = ResendStep(Self.job(selection), sent: sent, limit: limit)
        #expect((step.position, step.isLast, step.hasCaughtUp) == (position, isLast, hasCaughtUp))
    }

    @Test func `only the job that catches up includes deliveries that are held later`() {
        let range = { ResendRange($0, from: .seconds(0), to: .seconds(9)).limited(toID: 7) }
        #expect(range(.held).lastID == .max)
        #expect(range(.held).to == Instant(milliseconds: .max))
        #expect(range(.failed) == ResendRange(.failed, from: .seconds(0), to: .seconds(9), lastID: 7))
    }
}
