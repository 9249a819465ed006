/// A firm's practice-management system, seen from the portal: where the truth about every matter is asked for.
///
/// Conformers absorb the quirks of one system's API (in one place each) and know nothing of storage. All ids
/// (`SourceRef`) are the system's own, as text. Every call throws only `PracticeFailure`.
package protocol PracticeSystem: Sendable {
    /// The matter types of the firm with their steps, in the order in which the steps follow one another.
    func workflows() async throws(PracticeFailure) -> [Workflow]

    /// One page of all matters, in an order that new matters do not disturb.
    /// - Parameter page: from 1.
    func matterPage(_ page: Int) async throws(PracticeFailure) -> MatterPage

    /// The current state of up to `PracticeLimits.mattersPerFetchMax` matters, in one go. A matter that the system no longer shows is answered with
    /// `exists == false`; facets not asked for are nil, and so
    /// are those that the system does not offer or the grant does not cover.
    func fetch(_ facets: Facets, of matters: [SourceRef]) async throws(PracticeFailure) -> [MatterSnapshot]

    /// The bytes of a document's file from `offset` on: as many as the system gives at once, at least one, never past
    /// `file.sizeBytes`. `malformed` when the file is not as long as that says: then it has changed since, and bytes
    /// of two versions must not be put together. `notFound` when the document is gone.
    /// - Parameter offset: where an earlier answer ended; 0 at first.
    func read(_ file: DocumentFile, from offset: Int64) async throws(PracticeFailure) -> [UInt8]

    /// The webhooks that exist now, whatever their state.
    func hooks() async throws(PracticeFailure) -> [RemoteHook]
    func createHook(event: String, url: String) async throws(PracticeFailure) -> RemoteHook
    func deleteHook(_ id: String) async throws(PracticeFailure)
}

package enum PracticeLimits {
    package static let mattersPerFetchMax = 200
}

/// An id of the practice system, as text, whatever the system sends.
package typealias SourceRef = String

package struct MatterPage: Sendable, Equatable {
    package var matters: [SourceRef]
    /// Of all pages, as far as the system tells.
    package var matterCount: Int
    package var hasMore: Bool
    package init(matters: [SourceRef], matterCount: Int, hasMore: Bool) {
        (self.matters, self.matterCount, self.hasMore) = (matters, matterCount, hasMore)
    }
}

/// A webhook as the practice system shows it.
package struct RemoteHook: Sendable, Equatable {
    package var id: String
    package var event: String
    package var url: String
    package var isActive: Bool
    /// Events counted by the system since the hook was made; attempts do not count.
    package var triggeredCount: Int64
    package var lastTriggeredAt: Instant?
    package init(
        id: String, event: String, url: String, isActive: Bool, triggeredCount: Int64, lastTriggeredAt: Instant? = nil
    ) {
        (self.id, self.event, self.url) = (id, event, url)
        (self.isActive, self.triggeredCount, self.lastTriggeredAt) = (isActive, triggeredCount, lastTriggeredAt)
    }
}

/// Why the practice system could not be asked, or its answer not be used. Closed, stored and shown by `name`.
package enum PracticeFailure: Error, Sendable, Equatable {
    /// The grant is gone: a person must connect the firm again.
    case unauthorized
    /// The user lacks a right.
    case forbidden
    /// The grant does not cover this resource: it has to be given anew, with that scope.
    case insufficientScope(String)
    case notFound
    case rateLimited(retryAfterSeconds: Int?)
    /// 5xx, and other answers that may be better next time.
    case unavailable(status: Int)
    /// 4xx that will not get better by itself.
    case refused(status: Int)
    /// An answer that cannot be read as what was asked for; the text names the place, never a value.
    case malformed(String)
    case network(NetworkFailure)
    case cancelled
}

/// Why no answer came at all. Closed, stored and shown by name; shared by everything that leaves the machine.
package enum NetworkFailure: String, Error, Sendable, CaseIterable {
    case dns, refused, reset, timedOut, tls, privateAddress, tooLarge, invalidURL, other
}
