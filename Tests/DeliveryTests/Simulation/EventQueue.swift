import Matters

/// What is to happen, and when; of two at one moment, the one that was put in first comes first.
struct EventQueue<ScheduledEvent> {
    private struct Entry {
        let at: Instant
        let number: Int
        let event: ScheduledEvent
    }

    /// The last comes first, so that taking one out moves nothing.
    private var entries: [Entry] = []
    private var count = 0

    var isEmpty: Bool { entries.isEmpty }

    mutating func add(_ event: ScheduledEvent, at moment: Instant) {
        count += 1
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].at > moment { low = middle + 1 } else { high = middle }
        }
        entries.insert(Entry(at: moment, number: count, event: event), at: low)
    }

    mutating func next() -> (at: Instant, event: ScheduledEvent)? {
        entries.popLast().map { ($0.at, $0.event) }
    }
}
