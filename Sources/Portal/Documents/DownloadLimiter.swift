import Matters
import Synchronization

/// Limits how many downloads are in progress, in all and for each viewer.
final class DownloadLimiter: Sendable {
    private struct State {
        var total = 0
        var perViewer: [Viewer: Int] = [:]
    }
    private let state = Mutex(State())
    private let limits: DownloadLimits

    init(_ limits: DownloadLimits) { self.limits = limits }

    /// Released when its last reference goes, however the download ended.
    final class Slot: Sendable {
        private let limiter: DownloadLimiter
        private let viewer: Viewer
        fileprivate init(_ limiter: DownloadLimiter, _ viewer: Viewer) {
            self.limiter = limiter
            self.viewer = viewer
        }
        deinit { limiter.release(viewer) }
    }

    /// Nil when as many downloads as allowed are in progress.
    func acquire(for viewer: Viewer) -> Slot? {
        let isAvailable = state.withLock { state in
            guard state.total < limits.downloadsMax, state.perViewer[viewer, default: 0] < limits.downloadsPerViewerMax
            else { return false }
            state.total += 1
            state.perViewer[viewer, default: 0] += 1
            return true
        }
        return isAvailable ? Slot(self, viewer) : nil
    }

    private func release(_ viewer: Viewer) {
        state.withLock { state in
            state.total -= 1
            let left = state.perViewer[viewer, default: 1] - 1
            state.perViewer[viewer] = left > 0 ? left : nil
        }
    }
}

package struct DownloadLimits: Sendable {
    /// Each download holds one part of a file in memory.
    package var downloadsMax = 24
    package var downloadsPerViewerMax = 4
    package var fileBytesMax: Int64 = 1 << 30
    package init() {}
}
