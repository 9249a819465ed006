import Matters
import Testing

@testable import Webhooks

@Suite struct `What a contract decides after an attempt` {
    private static let noon = Instant.seconds(1_700_000_000)
    private static let disabled = AttemptDecision(retry: .abandoned, disableReason: .unexpectedAnswer)

    private static func retry(_ seconds: Int, pause: Duration? = nil) -> AttemptDecision {
        AttemptDecision(retry: .retry(after: .seconds(seconds)), pause: pause)
    }

    private static func decide(
        _ contract: WebhookContract, _ result: AttemptResult, number: Int = 1, retryAfter: Duration? = nil,
        isDurable: Bool = false, health: EndpointHealth = EndpointHealth()
    ) -> (AttemptDecision, EndpointHealth) {
        var health = health
        let attempt = Attempt(startedAt: noon, milliseconds: 1, result: result, answer: [], retryAfter: retryAfter)
        let context = AttemptContext(number: number, isDurable: isDurable, now: noon)
        return (contract.decide(attempt, context, &health), health)
    }

    @Test(arguments: [
        (AttemptResult.answered(status: 200), 1, AttemptDecision(retry: .delivered)),
        (.answered(status: 201), 1, disabled),
        (.answered(status: 204), 1, disabled), (.answered(status: 301), 1, disabled),
        (.answered(status: 410), 1, disabled),
        (.answered(status: 429), 1, disabled), (.answered(status: 503), 1, disabled), (.failed(.dns), 1, retry(10)),
        (.failed(.refused), 2, retry(60)), (.failed(.timedOut), 3, retry(300)), (.failed(.tls), 4, disabled),
        (.failed(.reset), 5, disabled),
    ])
    func `ActionStep: only 200 is delivered, and only network failures are retried`(
        result: AttemptResult, number: Int, decision: AttemptDecision
    ) {
        #expect(Self.decide(.actionstep, result, number: number).0 == decision)
    }

    @Test(arguments: [
        (AttemptResult.answered(status: 202), 1, AttemptDecision(retry: .delivered)),
        (.answered(status: 302), 1, retry(60)),
        (.answered(status: 410), 2, retry(120)), (.failed(.timedOut), 3, retry(300)),
        (.answered(status: 500), 4, AttemptDecision(retry: .abandoned)),
    ])
    func `LawVu: any 2xx is delivered, every failure is retried after 1, 2 and 5 minutes`(
        result: AttemptResult, number: Int, decision: AttemptDecision
    ) {
        #expect(Self.decide(.lawvu, result, number: number).0 == decision)
    }

    @Test(arguments: [(8, nil), (9, DisableReason.abandonedTooOften)])
    func `LawVu: the tenth notice abandoned within 24 hours disables, the ninth does not`(
        before: Int, reason: DisableReason?
    ) {
        let health = EndpointHealth(abandonedAt: (0..<before).map { Self.noon - .seconds(86_400 - Int64($0)) })
        let (decision, after) = Self.decide(.lawvu, .failed(.refused), number: 4, health: health)
        #expect(decision == AttemptDecision(retry: .abandoned, disableReason: reason))
        #expect(after.abandonedAt.count == before + 1)
    }

    @Test func `LawVu: ten notices abandoned within 25 hours do not disable`() {
        let health = EndpointHealth(abandonedAt: (0..<9).map { Self.noon - .seconds(90_000 - Int64($0)) })
        #expect(
            Self.decide(.lawvu, .failed(.refused), number: 4, health: health).0 == AttemptDecision(retry: .abandoned))
    }

    @Test(arguments: [
        (AttemptResult.answered(status: 200), 1, false, AttemptDecision(retry: .delivered)),
        (.answered(status: 500), 1, false, AttemptDecision(retry: .abandoned)), (.failed(.dns), 1, true, retry(5)),
        (.answered(status: 302), 2, true, retry(300)), (.answered(status: 410), 7, true, retry(36_000)),
        (.failed(.reset), 8, true, AttemptDecision(retry: .abandoned)),
    ])
    func `Lawfficient: one attempt, or eight when durable, and never disabled`(
        result: AttemptResult, number: Int, isDurable: Bool, decision: AttemptDecision
    ) {
        #expect(Self.decide(.lawfficient, result, number: number, isDurable: isDurable).0 == decision)
    }

    @Test(
        arguments: [
            (AttemptResult.answered(status: 299), 1, nil, AttemptDecision(retry: .delivered)),
            (.failed(.tls), 1, nil, retry(5)),
            (.answered(status: 500), 2, nil, retry(300)), (.answered(status: 400), 3, nil, retry(1_800)),
            (.answered(status: 429), 1, Duration.seconds(90), retry(90, pause: .seconds(90))),
            (.answered(status: 429), 2, .seconds(90), retry(300, pause: .seconds(90))),
            (.answered(status: 503), 1, .seconds(90), retry(90)),
            (.answered(status: 502), 1, nil, retry(5, pause: StandardPolicy.pauseWithoutRetryAfter)),
            (.answered(status: 410), 1, nil, AttemptDecision(retry: .abandoned, disableReason: .gone)),
            (.failed(.refused), 8, nil, AttemptDecision(retry: .abandoned)),
        ] as [(AttemptResult, Int, Duration?, AttemptDecision)])
    func `Standard: retried for over a day, paused when overloaded, disabled when gone`(
        result: AttemptResult, number: Int, retryAfter: Duration?, decision: AttemptDecision
    ) {
        #expect(Self.decide(.standard, result, number: number, retryAfter: retryAfter).0 == decision)
    }

    @Test(arguments: [(5 * 86_400 - 1, nil), (5 * 86_400, DisableReason.failing)])
    func `Standard: five days without a success disable`(seconds: Int64, reason: DisableReason?) {
        let health = EndpointHealth(failingSince: Self.noon - .seconds(seconds))
        #expect(Self.decide(.standard, .failed(.timedOut), health: health).0.disableReason == reason)
    }

    @Test(arguments: WebhookContract.allCases)
    func `the first failure is stored until the next success`(contract: WebhookContract) {
        let before = EndpointHealth(failingSince: Self.noon - .seconds(60))
        #expect(Self.decide(contract, .failed(.dns)).1.failingSince == Self.noon)
        #expect(Self.decide(contract, .failed(.dns), health: before).1.failingSince == before.failingSince)
        #expect(Self.decide(contract, .answered(status: 200), health: before).1.failingSince == nil)
    }
}
