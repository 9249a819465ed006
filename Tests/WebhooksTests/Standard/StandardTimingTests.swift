import Matters
import Testing
import Webhooks

@Suite struct `When the portal retries, pauses and disables` {
    private static func decide(
        _ result: AttemptResult, number: Int = 1, retryAfter: Duration? = nil, jitter: Double = 0.5,
        at now: Instant = .seconds(0), _ health: inout EndpointHealth
    ) -> AttemptDecision {
        let attempt = Attempt(startedAt: now, milliseconds: 1, result: result, answer: [], retryAfter: retryAfter)
        return WebhookContract.standard.decide(
            attempt, AttemptContext(number: number, jitter: jitter, now: now), &health)
    }

    @Test(
        arguments: [
            (1, 0.5, 5_000), (1, 0, 4_000), (1, 1, 6_000), (2, 0.5, 300_000), (3, 0.25, 1_620_000), (4, 0.5, 7_200_000),
            (5, 0.5, 18_000_000), (6, 0.75, 39_600_000), (7, 0.5, 36_000_000),
        ] as [(Int, Double, Int64)])
    func `the waits grow to ten hours, a fifth more or less`(number: Int, jitter: Double, milliseconds: Int64) {
        var health = EndpointHealth()
        let decision = Self.decide(.failed(.dns), number: number, jitter: jitter, &health)
        #expect(decision.retry == .retry(after: .milliseconds(milliseconds)))
    }

    @Test(
        arguments: [
            (AttemptResult.answered(status: 200), 8, nil, RetryDecision.delivered),
            (.answered(status: 299), 1, .seconds(9), .delivered),
            (.answered(status: 301), 1, nil, .retry(after: .seconds(5))),
            (.answered(status: 410), 1, .seconds(9), .abandoned),
            (.answered(status: 500), 8, nil, .abandoned), (.failed(.tls), 8, .seconds(9), .abandoned),
            (.answered(status: 429), 1, .seconds(60), .retry(after: .seconds(60))),
            (.answered(status: 503), 2, .seconds(60), .retry(after: .seconds(300))),
            (.answered(status: 503), 1, .seconds(90_000), .retry(after: .seconds(86_400))),
        ] as [(AttemptResult, Int, Duration?, RetryDecision)])
    func `any 2xx is delivered, the eighth failure abandons, and no retry is sooner than the endpoint asks`(
        result: AttemptResult, number: Int, retryAfter: Duration?, retry: RetryDecision
    ) {
        var health = EndpointHealth()
        #expect(Self.decide(result, number: number, retryAfter: retryAfter, &health).retry == retry)
    }

    @Test(
        arguments: [
            ("120", .seconds(120)), ("0", .zero), ("86400", .seconds(86_400)), ("86401", .seconds(86_400)),
            ("99999999999999999999", .seconds(86_400)), ("Wed, 21 Oct 2015 07:28:00 GMT", .seconds(60)),
            ("Wed, 21 Oct 2015 07:26:59 GMT", .zero), ("Fri, 21 Oct 2016 07:28:00 GMT", .seconds(86_400)),
            (nil, nil), ("", nil), ("-1", nil), ("1.5", nil), ("soon", nil), ("Wed, 21 Okt 2015 07:28:00 GMT", nil),
            ("Wed, 21 Oct 2015 07:28:00 CET", nil), ("Wed, 32 Oct 2015 07:28:00 GMT", nil),
            (String(repeating: "1", count: 65), nil),
        ] as [(String?, Duration?)])
    func `an endpoint asks for a wait in seconds or by a date`(header: String?, delay: Duration?) throws {
        let now = try #require(Instant(iso8601: "2015-10-21T07:27:00Z"))
        #expect(RetryAfter.delay(header, at: now) == delay)
    }

    static let day: Int64 = 86_400
    static let disabling: [([(Int64, AttemptResult)], DisableReason?)] = [
        ([], nil), ([(0, .answered(status: 500))], nil),
        ([(0, .failed(.dns)), (5 * day - 1, .answered(status: 500))], nil),
        ([(0, .failed(.dns)), (5 * day, .answered(status: 500))], .failing),
        ([(0, .failed(.dns)), (day, .answered(status: 204)), (5 * day, .failed(.dns))], nil),
        (
            [(0, .failed(.dns)), (day, .answered(status: 204)), (2 * day, .failed(.dns)), (7 * day, .failed(.dns))],
            .failing
        ),
        ([(0, .answered(status: 410))], .gone), ([(0, .answered(status: 200)), (1, .answered(status: 410))], .gone),
    ]

    @Test(arguments: disabling)
    func `five days without a success disable it, and so does 410`(
        attempts: [(Int64, AttemptResult)], reason: DisableReason?
    ) {
        var health = EndpointHealth()
        let reasons = attempts.compactMap { Self.decide($0.1, at: .seconds($0.0), &health).disableReason }
        #expect(reasons == (reason.map { [$0] } ?? []))
    }

    @Test(
        arguments: [
            (429, .seconds(30), .seconds(30)), (502, nil, .seconds(60)), (504, .seconds(90_000), .seconds(86_400)),
            (500, .seconds(30), nil), (503, nil, nil), (200, .seconds(30), nil),
        ] as [(Int, Duration?, Duration?)])
    func `an overloaded endpoint is paused`(status: Int, retryAfter: Duration?, pause: Duration?) {
        var health = EndpointHealth()
        #expect(Self.decide(.answered(status: status), retryAfter: retryAfter, &health).pause == pause)
    }

    @Test func `an endpoint that is disabled as failing is not paused as well`() {
        var health = EndpointHealth(failingSince: .seconds(0))
        let decision = Self.decide(.answered(status: 429), at: .seconds(5 * Self.day), &health)
        #expect(decision.disableReason == .failing)
        #expect(decision.pause == nil)
    }
}
