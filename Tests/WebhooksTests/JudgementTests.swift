import Matters
import Testing
import Webhooks

@Suite struct `What a contract makes of an attempt` {
    private static let noon = Instant.seconds(1_700_000_000)
    private static let off = Judgement(.abandoned, switchesOff: .unexpectedAnswer)

    private static func retry(_ seconds: Int, pause: Duration? = nil) -> Judgement {
        Judgement(.retry(after: .seconds(seconds)), pause: pause)
    }

    private static func judge(
        _ contract: WebhookContract, _ result: AttemptResult, attempt: Int = 1, retryAfter: Duration? = nil,
        isDurable: Bool = false, standing: Standing = Standing()
    ) -> (Judgement, Standing) {
        var standing = standing
        let trial = Trial(result, attempt: attempt, retryAfter: retryAfter, isDurable: isDurable, at: noon)
        return (contract.judge(trial, &standing), standing)
    }

    @Test(arguments: [
        (AttemptResult.answered(status: 200), 1, Judgement(.delivered)), (.answered(status: 201), 1, off),
        (.answered(status: 204), 1, off), (.answered(status: 301), 1, off), (.answered(status: 410), 1, off),
        (.answered(status: 429), 1, off), (.answered(status: 503), 1, off), (.failed(.dns), 1, retry(10)),
        (.failed(.refused), 2, retry(60)), (.failed(.timedOut), 3, retry(300)), (.failed(.tls), 4, off),
        (.failed(.reset), 5, off),
    ])
    func `ActionStep: only 200 is delivered, and only the network is tried again`(
        result: AttemptResult, attempt: Int, judgement: Judgement
    ) {
        #expect(Self.judge(.actionstep, result, attempt: attempt).0 == judgement)
    }

    @Test(arguments: [
        (AttemptResult.answered(status: 202), 1, Judgement(.delivered)), (.answered(status: 302), 1, retry(60)),
        (.answered(status: 410), 2, retry(120)), (.failed(.timedOut), 3, retry(300)),
        (.answered(status: 500), 4, Judgement(.abandoned)),
    ])
    func `LawVu: any 2xx is delivered, everything else is tried after 1, 2 and 5 minutes`(
        result: AttemptResult, attempt: Int, judgement: Judgement
    ) {
        #expect(Self.judge(.lawvu, result, attempt: attempt).0 == judgement)
    }

    @Test(arguments: [(8, nil), (9, SwitchOff.abandonedTooOften)])
    func `LawVu: the tenth abandoned within 24 hours switches off, the ninth does not`(before: Int, off: SwitchOff?) {
        let standing = Standing(abandonedAt: (0..<before).map { Self.noon - .seconds(86_400 - Int64($0)) })
        let (judgement, after) = Self.judge(.lawvu, .failed(.refused), attempt: 4, standing: standing)
        #expect(judgement == Judgement(.abandoned, switchesOff: off))
        #expect(after.abandonedAt.count == before + 1)
    }

    @Test func `LawVu: ten abandoned within 25 hours switch nothing off`() {
        let standing = Standing(abandonedAt: (0..<9).map { Self.noon - .seconds(90_000 - Int64($0)) })
        #expect(Self.judge(.lawvu, .failed(.refused), attempt: 4, standing: standing).0 == Judgement(.abandoned))
    }

    @Test(arguments: [
        (AttemptResult.answered(status: 200), 1, false, Judgement(.delivered)),
        (.answered(status: 500), 1, false, Judgement(.abandoned)), (.failed(.dns), 1, true, retry(5)),
        (.answered(status: 302), 2, true, retry(300)), (.answered(status: 410), 7, true, retry(36_000)),
        (.failed(.reset), 8, true, Judgement(.abandoned)),
    ])
    func `Lawfficient: one try, or eight where more was promised, and never off`(
        result: AttemptResult, attempt: Int, isDurable: Bool, judgement: Judgement
    ) {
        #expect(Self.judge(.lawfficient, result, attempt: attempt, isDurable: isDurable).0 == judgement)
    }

    @Test(
        arguments: [
            (AttemptResult.answered(status: 299), 1, nil, Judgement(.delivered)), (.failed(.tls), 1, nil, retry(5)),
            (.answered(status: 500), 2, nil, retry(300)), (.answered(status: 400), 3, nil, retry(1_800)),
            (.answered(status: 429), 1, Duration.seconds(90), retry(90, pause: .seconds(90))),
            (.answered(status: 429), 2, .seconds(90), retry(300, pause: .seconds(90))),
            (.answered(status: 503), 1, .seconds(90), retry(90)),
            (.answered(status: 502), 1, nil, retry(5, pause: StandardStanding.pauseWithoutHint)),
            (.answered(status: 410), 1, nil, Judgement(.abandoned, switchesOff: .gone)),
            (.failed(.refused), 8, nil, Judgement(.abandoned)),
        ] as [(AttemptResult, Int, Duration?, Judgement)])
    func `Standard: tried for over a day, slowed down when overloaded, off when gone`(
        result: AttemptResult, attempt: Int, retryAfter: Duration?, judgement: Judgement
    ) {
        #expect(Self.judge(.standard, result, attempt: attempt, retryAfter: retryAfter).0 == judgement)
    }

    @Test(arguments: [(5 * 86_400 - 1, nil), (5 * 86_400, SwitchOff.failing)])
    func `Standard: five days of nothing but failure switch off`(seconds: Int64, off: SwitchOff?) {
        let standing = Standing(failingSince: Self.noon - .seconds(seconds))
        #expect(Self.judge(.standard, .failed(.timedOut), standing: standing).0.switchesOff == off)
    }

    @Test(arguments: WebhookContract.allCases)
    func `the first failure is remembered until the next success`(contract: WebhookContract) {
        let before = Standing(failingSince: Self.noon - .seconds(60))
        #expect(Self.judge(contract, .failed(.dns)).1.failingSince == Self.noon)
        #expect(Self.judge(contract, .failed(.dns), standing: before).1.failingSince == before.failingSince)
        #expect(Self.judge(contract, .answered(status: 200), standing: before).1.failingSince == nil)
    }
}
