package import Matters

/// What a notice says, as far as it is believed: which matter to look at again. Its content is never used.
package struct NoticeReading: Sendable, Equatable {
    package enum Subject: Sendable, Equatable {
        case matter(SourceRef)
        /// Every matter on which this person has a role.
        case person(SourceRef)
        /// It cannot be told which: the whole source has to be looked at.
        case anyMatter
        /// The event concerns nothing that the portal keeps.
        case nothing
    }

    package var subject: Subject
    package var facets: Facets
    /// Names the notice among those of its source, so that a second delivery is recognised; nil when it has no name.
    package var key: String?
    /// Why staff should look at it, when it was not what the contract promises.
    package var deadLetterReason: String?
    /// Which of the notices of its hook it is, by the system's own numbers.
    package var number: Number?

    package struct Number: Sendable, Hashable {
        package var hookID: String
        package var count: Int64
        package init(hookID: String, count: Int64) { (self.hookID, self.count) = (hookID, count) }
    }

    package init(
        subject: Subject, facets: Facets, key: String? = nil, deadLetterReason: String? = nil,
        number: Number? = nil
    ) {
        self.number = number
        (self.subject, self.facets, self.key, self.deadLetterReason) = (subject, facets, key, deadLetterReason)
    }
}
