import Matters

/// The moment that a signature covers, in whole seconds since 1970.
///
/// The attack: a replay of a notice that was intercepted. A notice older than the tolerance is refused, and a copy
/// within it is recognised by its id.
struct SignedTime: Sendable {
    static let toleranceSeconds: Int64 = 300
    /// Enough for thirty thousand years, and too few to overflow what is computed with them.
    static let digitsMax = 12

    /// As it was sent, because these are the bytes that were signed.
    let text: String
    private let seconds: Int64

    init?(_ text: some StringProtocol) {
        guard (1...Self.digitsMax).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let seconds = Int64(text)
        else { return nil }
        self.text = String(text)
        self.seconds = seconds
    }

    init(_ moment: Instant) {
        seconds = moment.epochSeconds
        text = String(moment.epochSeconds)
    }

    func isNear(_ now: Instant) -> Bool { abs(now.epochSeconds - seconds) <= Self.toleranceSeconds }
}
