import Matters
import Testing
import Webhooks

@Suite struct `When the portal tries again, and when it stops` {
    @Test(
        arguments: [
            (1, 0.5, 5_000), (1, 0, 4_000), (1, 1, 6_000), (2, 0.5, 300_000), (3, 0.25, 1_620_000), (4, 0.5, 7_200_000),
            (5, 0.5, 18_000_000), (6, 0.75, 39_600_000), (7, 0.5, 36_000_000),
        ] as [(Int, Double, Int64)])
    func `the waits grow to ten hours, a fifth more or less`(attempt: Int, chance: Double, milliseconds: Int64) {
        let fate = StandardSchedule.fate(of: .failed(.dns), attempt: attempt, retryAfter: nil, chance: chance)
        #expect(fate == .retry(after: .milliseconds(milliseconds)))
    }

    @Test(
        arguments: [
            (AttemptResult.answered(status: 200), 8, nil, Fate.delivered),
            (.answered(status: 299), 1, .seconds(9), .delivered),
            (.answered(status: 301), 1, nil, .retry(after: .seconds(5))),
            (.answered(status: 410), 1, .seconds(9), .abandoned),
            (.answered(status: 500), 8, nil, .abandoned), (.failed(.tls), 8, .seconds(9), .abandoned),
            (.answered(status: 429), 1, .seconds(60), .retry(after: .seconds(60))),
            (.answered(status: 503), 2, .seconds(60), .retry(after: .seconds(300))),
            (.answered(status: 503), 1, .seconds(90_000), .retry(after: .seconds(86_400))),
        ] as [(AttemptResult, Int, Duration?, Fate)])
    func `any 2xx is delivered, the eighth failure abandons, and nobody is asked sooner than he says`(
        result: AttemptResult, attempt: Int, retryAfter: Duration?, fate: Fate
    ) {
        #expect(StandardSchedule.fate(of: result, attempt: attempt, retryAfter: retryAfter, chance: 0.5) == fate)
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
    static let failing: [([(Int64, AttemptResult)], StandardStanding.Reason?)] = [
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

    @Test(arguments: failing)
    func `five days of nothing but failure switch it off, and so does 410`(
        attempts: [(Int64, AttemptResult)], reason: StandardStanding.Reason?
    ) {
        var standing = StandardStanding()
        let actions = attempts.flatMap { standing.record($0.1, retryAfter: nil, at: .seconds($0.0)) }
        #expect(actions == (reason.map { [.disable($0)] } ?? []))
        #expect(standing.disabledBecause == reason)
    }

    @Test func `once it is off nothing counts, until a person switches it on and it starts afresh`() {
        var standing = StandardStanding(disabledBecause: .gone, failingSince: .seconds(0))
        #expect(standing.record(.answered(status: 410), retryAfter: nil, at: .seconds(9)) == [])
        #expect(standing.record(.answered(status: 200), retryAfter: nil, at: .seconds(9)) == [])
        #expect(standing.disabledBecause == .gone)
        standing.enable()
        #expect(standing.record(.failed(.dns), retryAfter: nil, at: .seconds(9 * Self.day)) == [])
        #expect(standing.failingSince == .seconds(9 * Self.day))
    }

    @Test(
        arguments: [
            (429, .seconds(30), [.slowDown(for: .seconds(30))]), (502, nil, [.slowDown(for: .seconds(60))]),
            (504, .seconds(90_000), [.slowDown(for: .seconds(86_400))]), (500, .seconds(30), []), (503, nil, []),
            (200, .seconds(30), []),
        ] as [(Int, Duration?, [StandardStanding.Action])])
    func `an overloaded endpoint gets nothing for a while`(
        status: Int, retryAfter: Duration?, actions: [StandardStanding.Action]
    ) {
        var standing = StandardStanding()
        #expect(standing.record(.answered(status: status), retryAfter: retryAfter, at: .seconds(0)) == actions)
    }
}
