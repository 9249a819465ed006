package import Webhooks

/// One message about a matter, as one viewer may have it.
package struct PortalEvent: Sendable, Equatable {
    /// What happened to which part. Viewers who see the same part change get the same message, in words of their own.
    package struct Key: Sendable, Hashable {
        package var type: StandardEvent
        /// The part's id; empty for the matter itself.
        package var subject: String

        package init(_ type: StandardEvent, subject: String = "") { (self.type, self.subject) = (type, subject) }
    }

    package var key: Key
    /// What stands under `data`.
    package var data: JSONValue
}
