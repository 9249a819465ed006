import Matters
import Synchronization

/// Counts what is under way, in all and for each viewer.
final class Tickets: Sendable {
    private struct State {
        var all = 0
        var each: [Viewer: Int] = [:]
    }
    private let state = Mutex(State())
    private let max: Int
    private let perViewerMax: Int

    init(max: Int, perViewerMax: Int) { (self.max, self.perViewerMax) = (max, perViewerMax) }

    /// Gives itself back when nobody holds it any more, however the holder ended.
    final class Ticket: Sendable {
        private let tickets: Tickets
        private let viewer: Viewer
        fileprivate init(_ tickets: Tickets, _ viewer: Viewer) { (self.tickets, self.viewer) = (tickets, viewer) }
        deinit { tickets.giveBack(viewer) }
    }

    /// Nil when as many are under way as may be.
    func take(for viewer: Viewer) -> Ticket? {
        let isFree = state.withLock { state in
            guard state.all < max, state.each[viewer, default: 0] < perViewerMax else { return false }
            state.all += 1
            state.each[viewer, default: 0] += 1
            return true
        }
        return isFree ? Ticket(self, viewer) : nil
    }

    private func giveBack(_ viewer: Viewer) {
        state.withLock { state in
            state.all -= 1
            let left = state.each[viewer, default: 1] - 1
            state.each[viewer] = left > 0 ? left : nil
        }
    }
}
