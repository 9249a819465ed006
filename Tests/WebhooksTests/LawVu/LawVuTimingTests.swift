import Matters
import Testing
import Webhooks

@Suite struct `When LawVu sends, retries and disables` {
    enum Step: Sendable {
        case change(second: Int64)
        case elapse(second: Int64)
    }

    /// The steps, the seconds that the sent notices carry, and the second at which an open window closes.
    static let windows: [([Step], [Int64], Int64?)] = [
        ([.elapse(second: 0)], [], nil), ([.change(second: 0)], [], 120),
        ([.change(second: 0), .elapse(second: 119)], [], 120),
        (
            [
                .change(second: 0), .change(second: 60), .change(second: 119), .elapse(second: 120),
                .elapse(second: 121),
            ], [119], nil
        ),
        ([.change(second: 0), .change(second: 120)], [0], 240),
        ([.change(second: 0), .elapse(second: 120), .change(second: 121)], [0], 241),
        ([.change(second: 0), .elapse(second: 120), .change(second: 121), .elapse(second: 241)], [0, 121], nil),
        ([.change(second: 9), .change(second: 5)], [], 129),
        ([.change(second: 9), .change(second: 5), .elapse(second: 129)], [9], nil),
    ]

    @Test(arguments: windows)
    func `a window opens at the first change, is not extended, and carries the time of the last`(
        steps: [Step], sent: [Int64], closes: Int64?
    ) {
        var window = LawVuWindow()
        let moments = steps.compactMap { step in
            switch step {
            case .change(let second): window.change(at: .seconds(second))
            case .elapse(let second): window.elapse(at: .seconds(second))
            }
        }
        #expect(moments == sent.map(Instant.seconds))
        #expect(window.span?.closesAt == closes.map(Instant.seconds))
    }

    @Test func `a stored window continues`() {
        var window = LawVuWindow()
        _ = window.change(at: .seconds(7))
        var restored = LawVuWindow(span: window.span)
        #expect(restored.elapse(at: .seconds(126)) == nil)
        #expect(restored.elapse(at: .seconds(127)) == .seconds(7))
        #expect(restored.span == nil)
    }

    private func decide(
        _ result: AttemptResult, number: Int, at now: Instant = .seconds(0), _ health: inout EndpointHealth
    ) -> AttemptDecision {
        let attempt = Attempt(startedAt: now, milliseconds: 1, result: result, answer: [])
        return WebhookContract.lawvu.decide(attempt, AttemptContext(number: number, now: now), &health)
    }

    @Test(arguments: [
        (AttemptResult.answered(status: 200), 1, RetryDecision.delivered), (.answered(status: 299), 4, .delivered),
        (.answered(status: 199), 1, .retry(after: .seconds(60))),
        (.answered(status: 302), 1, .retry(after: .seconds(60))),
        (.answered(status: 410), 2, .retry(after: .seconds(120))),
        (.failed(.timedOut), 3, .retry(after: .seconds(300))),
        (.failed(.dns), 4, .abandoned), (.answered(status: 500), 5, .abandoned),
    ])
    func `any 2xx is delivered, and the fourth failure abandons`(
        result: AttemptResult, number: Int, retry: RetryDecision
    ) {
        var health = EndpointHealth()
        #expect(decide(result, number: number, &health).retry == retry)
    }

    /// Each case is the hours at which a notice is abandoned.
    @Test(arguments: [
        (Array(repeating: 0.0, count: 9), false), (Array(repeating: 0.0, count: 10), true),
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 24], true), ([0, 1, 2, 3, 4, 5, 6, 7, 8, 25], false),
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 24.001], false), ([0, 1, 2, 3, 4, 5, 6, 7, 8, 24.5, 24.6], true),
    ])
    func `ten notices abandoned within a day disable, not nine, and not ten in more than a day`(
        hours: [Double], isDisabled: Bool
    ) {
        var health = EndpointHealth()
        let decisions = hours.map { hour in
            let now = Instant(milliseconds: Int64(hour * 3_600_000))
            return decide(.failed(.refused), number: 4, at: now, &health)
        }
        #expect(decisions.contains { $0.disableReason == .abandonedTooOften } == isDisabled)
        #expect(health.abandonedAt.count <= LawVuPolicy.abandonedMax)
    }

    @Test func `deliveries and retries do not count as abandoned`() {
        var health = EndpointHealth(abandonedAt: Array(repeating: .seconds(0), count: 9))
        #expect(decide(.answered(status: 200), number: 1, at: .seconds(1), &health).disableReason == nil)
        #expect(decide(.failed(.dns), number: 1, at: .seconds(2), &health).disableReason == nil)
        #expect(health.abandonedAt.count == 9)
        #expect(decide(.failed(.dns), number: 4, at: .seconds(3), &health).disableReason == .abandonedTooOften)
    }
}
