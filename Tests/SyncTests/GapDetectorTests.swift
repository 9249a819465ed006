import Matters
import Records
import Sync
import Testing

@Suite struct `Whether a hook has brought all it sent` {
    struct Case: Sendable {
        var name: String
        var tracker: SequenceTracker
        var sent: Int64
        /// Seconds before now; nil for never.
        var lastTriggered: Int64?
        var upTo: Int64
        var beyond: [Int64] = []
        var missed: Int64 = 0
    }

    private static let now = Instant.seconds(10_000)
    private static func ago(_ seconds: Int64) -> Instant { .seconds(10_000 - seconds) }
    private static func received(
        _ upTo: Int64?, _ beyond: [Int64] = [], reported: Int64? = nil, ago seconds: Int64 = 300
    ) -> SequenceTracker {
        SequenceTracker(
            receivedUpTo: upTo, receivedBeyond: beyond, reportedCount: reported,
            reportedAt: reported.map { _ in ago(seconds) })
    }

    static let cases: [Case] = [
        Case(name: "nothing sent", tracker: received(0), sent: 0, lastTriggered: nil, upTo: 0),
        Case(name: "all has come", tracker: received(0, [1, 2, 3]), sent: 3, lastTriggered: 900, upTo: 3),
        Case(name: "the last is on its way", tracker: received(0, [1, 2]), sent: 3, lastTriggered: 119, upTo: 2),
        Case(
            name: "the last should have come", tracker: received(0, [1, 2]), sent: 3, lastTriggered: 120, upTo: 3,
            missed: 1),
        Case(
            name: "two went missing in the middle", tracker: received(5, [6, 9]), sent: 9, lastTriggered: 500, upTo: 9,
            missed: 2),
        Case(
            name: "all went missing while the portal was away", tracker: received(7, reported: 7, ago: 90_000),
            sent: 50,
            lastTriggered: 3_600, upTo: 50, missed: 43),
        Case(
            name: "busy: only what was sent before the last look is due", tracker: received(5, [6, 8], reported: 7),
            sent: 9,
            lastTriggered: 1, upTo: 8, missed: 1),
        Case(
            name: "busy, and the last look was just now", tracker: received(5, [6, 8], reported: 7, ago: 119), sent: 9,
            lastTriggered: 1, upTo: 6, beyond: [8]),
        Case(
            name: "a system that does not tell when", tracker: received(5, reported: 7), sent: 7, lastTriggered: nil,
            upTo: 7,
            missed: 2),
        Case(
            name: "more came than was told", tracker: received(5, [6, 7], reported: 5), sent: 5, lastTriggered: 500,
            upTo: 7),
        Case(name: "counted anew", tracker: received(9, [11], reported: 12), sent: 2, lastTriggered: 500, upTo: 2),
        Case(name: "not listened to before", tracker: received(nil), sent: 12, lastTriggered: 500, upTo: 12),
    ]

    @Test(arguments: cases)
    func `is decided from the numbers alone`(row: Case) {
        let hook = RemoteHook(
            id: "1", event: "StepChanged", url: "http://x", isActive: true, triggeredCount: row.sent,
            lastTriggeredAt: row.lastTriggered.map(Self.ago))
        let detector = GapDetector(hook, row.tracker, now: Self.now)
        #expect(detector.missedCount == row.missed, "\(row.name)")
        #expect(detector.tracker.receivedUpTo == row.upTo, "\(row.name)")
        #expect(detector.tracker.receivedBeyond == row.beyond, "\(row.name)")
        #expect(detector.tracker.reportedCount == row.sent && detector.tracker.reportedAt == Self.now)
    }

    @Test(arguments: cases)
    func `a gap is told once`(row: Case) {
        let hook = RemoteHook(
            id: "1", event: "StepChanged", url: "http://x", isActive: true, triggeredCount: row.sent,
            lastTriggeredAt: row.lastTriggered.map(Self.ago))
        let first = GapDetector(hook, row.tracker, now: Self.now)
        let second = GapDetector(hook, first.tracker, now: Self.now)
        #expect(second.missedCount == 0, "\(row.name)")
    }
}
