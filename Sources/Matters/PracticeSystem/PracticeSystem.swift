/// The client of a firm's practice-management system, which holds the truth about every matter.
///
/// A conformer hides the peculiarities of one system's API and knows nothing of storage. All ids are the system's own.
package protocol PracticeSystem: Sendable {
    /// The matter types of the firm with their steps, in the order in which the steps follow one another.
    func workflows() async throws(PracticeFailure) -> [Workflow]

    /// One page of all matters, in an order that new matters do not disturb.
    /// - Parameter page: from 1.
    func matterPage(_ page: Int) async throws(PracticeFailure) -> MatterPage

    /// The current state of up to `PracticeLimits.mattersPerFetchMax` matters. A matter that the system no longer shows
    /// has `exists == false`; facets that were not requested are nil, and so are those that the system does not offer or
    /// the grant does not cover.
    func fetch(_ facets: Facets, of matters: [SourceRef]) async throws(PracticeFailure) -> [MatterSnapshot]

    /// The bytes of a document's file from `offset` on: as many as the system returns at once, at least one, never past
    /// `file.sizeBytes`.
    /// - Parameter offset: where the previous part ended; 0 at first.
    /// - Throws: `malformed` when the file has another length than `sizeBytes`, because it has changed since and bytes of
    ///   two versions must not be joined; `notFound` when the document is gone.
    func read(_ file: DocumentFile, from offset: Int64) async throws(PracticeFailure) -> [UInt8]

    /// All webhooks, in any state.
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
    /// On all pages, as far as the system reports it.
    package var matterCount: Int
    package var hasMore: Bool
    package init(matters: [SourceRef], matterCount: Int, hasMore: Bool) {
        self.matters = matters
        self.matterCount = matterCount
        self.hasMore = hasMore
    }
}

/// A webhook as the practice system reports it.
package struct RemoteHook: Sendable, Equatable {
    package var id: String
    package var event: String
    package var url: String
    package var isActive: Bool
    /// The system's count of events since the hook was created, without retries.
    package var triggeredCount: Int64
    package var lastTriggeredAt: Instant?
    package init(
        id: String, event: String, url: String, isActive: Bool, triggeredCount: Int64, lastTriggeredAt: Instant? = nil
    ) {
        self.id = id
        self.event = event
        self.url = url
        self.isActive = isActive
        self.triggeredCount = triggeredCount
        self.lastTriggeredAt = lastTriggeredAt
    }
}

/// Why a request to the practice system failed, or its response could not be used. A closed set, stored by `name`.
package enum PracticeFailure: Error, Sendable, Equatable {
    /// The grant was revoked: a person must connect the firm again.
    case unauthorized
    /// The user lacks a right.
    case forbidden
    /// The grant does not cover this resource: a new grant needs that scope.
    case insufficientScope(String)
    case notFound
    case rateLimited(retryAfterSeconds: Int?)
    /// 5xx, and other responses that may be transient.
    case unavailable(status: Int)
    /// Another 4xx: permanent.
    case refused(status: Int)
    /// A response that cannot be parsed as what was requested; the text names the place, never a value.
    case malformed(String)
    case network(NetworkFailure)
    case cancelled
}
