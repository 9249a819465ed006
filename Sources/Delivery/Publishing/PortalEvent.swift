package import Webhooks

/// One message about a matter, with the content that one viewer may see.
package struct PortalEvent: Sendable, Equatable {
    /// What happened to which part. Viewers who see the same change get the same message, each with its own content.
    package struct Key: Sendable, Hashable {
        package var type: StandardEvent
        /// The part's id; empty for the matter itself.
        package var subject: String

        package init(_ type: StandardEvent, subject: String = "") {
            self.type = type
            self.subject = subject
        }
    }

    package var key: Key
    /// The member `data` of the message.
    package var data: JSONValue
}
