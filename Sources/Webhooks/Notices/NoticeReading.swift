package import Matters

/// What a notice says, as far as it is believed: which matter to fetch. Its content is never used.
package struct NoticeReading: Sendable, Equatable {
    package enum Subject: Sendable, Equatable {
        case matter(SourceRef)
        /// Every matter on which this person has a role.
        case person(SourceRef)
        /// Not known which: all matters of the source are fetched.
        case anyMatter
        /// Nothing that the portal stores.
        case nothing
    }

    package var subject: Subject
    package var facets: Facets
    /// Identifies the notice among those of its source, so that a second delivery is recognised; nil without an id.
    package var key: String?
    /// Why the notice is a dead letter, when it is not what the contract promises; a person looks into it.
    package var deadLetterReason: String?
    /// Its number among the notices of its hook, as the system counts.
    package var number: Number?

    package struct Number: Sendable, Hashable {
        package var hookID: String
        package var count: Int64

        package init(hookID: String, count: Int64) {
            self.hookID = hookID
            self.count = count
        }
    }

    package init(
        subject: Subject, facets: Facets, key: String? = nil, deadLetterReason: String? = nil, number: Number? = nil
    ) {
        self.subject = subject
        self.facets = facets
        self.key = key
        self.deadLetterReason = deadLetterReason
        self.number = number
    }
}
