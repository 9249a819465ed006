package import Matters

/// A hint to an open page that something it may see has changed. It says which matter and what kind of fact, never
/// the fact: the page asks for that, and is answered by today's rules.
package struct LiveEvent: Sendable, Equatable {
    package var matterID: String
    package var kinds: [Change.Kind]
    package var at: Instant
    /// The number up to which the reader has now seen the log.
    package var seq: Int64
}

/// What comes down a stream.
package enum LiveSignal: Sendable, Equatable {
    case event(LiveEvent)
    case heartbeat
}

extension LiveEvent {
    /// Merges neighbours that tell of the same matter. Only neighbours: whoever has seen number n has seen all before.
    static func merging(_ hints: [(matterID: String, kind: Change.Kind, at: Instant, seq: Int64)]) -> [LiveEvent] {
        var events: [LiveEvent] = []
        for hint in hints {
            if var last = events.last, last.matterID == hint.matterID {
                if !last.kinds.contains(hint.kind) { last.kinds.append(hint.kind) }
                (last.at, last.seq) = (hint.at, hint.seq)
                events[events.count - 1] = last
            } else {
                events.append(LiveEvent(matterID: hint.matterID, kinds: [hint.kind], at: hint.at, seq: hint.seq))
            }
        }
        return events
    }
}
