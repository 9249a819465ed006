import Matters
package import Records

/// A live stream as its page receives it.
package struct LiveStream: Sendable {
    /// False when the page has to load everything again: it had no cursor, or too much has happened since.
    package let resumed: Bool
    /// The events between the cursor and `position`.
    package let replay: [LiveEvent]
    /// The position in the change log at which `signals` begin.
    package let position: Int64
    /// Later events; ends when the page is too slow, its access ends, or the server stops.
    package let signals: AsyncStream<LiveSignal>
    /// Ends the stream; callable from any task.
    package let close: @Sendable () -> Void
}

/// The credential that a stream was opened with, by the hash of its secret. The stream ends with it.
package struct StreamCredential: Sendable, Hashable {
    let hash: String
    let purpose: Tokens.Purpose
    let expiresAt: Instant?
}

extension StreamCredential {
    package init(_ token: Tokens.Token) {
        self.init(hash: token.hash, purpose: token.purpose, expiresAt: token.expiresAt)
    }
}

package enum LiveStreamRefusal: Error { case stopping }
