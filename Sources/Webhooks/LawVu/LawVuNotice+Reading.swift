package import Matters

extension LawVuNotice {
    /// What to fetch again; for an adapter of LawVu, which is not registered yet. Contracts are not among what the portal
    /// keeps. A notice with an unknown topic becomes a dead letter, and everything that it may have been about is fetched.
    package func reading(subscriptionID: Int64) -> NoticeReading {
        let key = timestamp.isEmpty ? nil : key(subscriptionID: subscriptionID)
        guard let topic = LawVuTopic(rawValue: eventType) else {
            return NoticeReading(subject: namedMatter, facets: .all, key: key, deadLetterReason: "unknownEvent")
        }
        guard topic.owner == .matter else { return NoticeReading(subject: .nothing, facets: [], key: key) }
        return NoticeReading(subject: matter(of: topic), facets: topic.facets, key: key)
    }

    private func matter(of topic: LawVuTopic) -> NoticeReading.Subject {
        topic.carriesParent ? namedMatter : .matter(String(resourceID))
    }

    private var namedMatter: NoticeReading.Subject {
        guard let parent, parent.type.lowercased() == LawVuTopic.Owner.matter.rawValue else { return .anyMatter }
        return .matter(String(parent.id))
    }
}

extension LawVuTopic {
    /// What must be fetched again after it; none for a contract. An update may be of a custom field or of the people.
    package var facets: Facets {
        switch self {
        case .matterCreated: .all
        case .matterUpdated: [.details, .values, .parties]
        case .matterStatusUpdated, .matterTagCreated: .details
        case .matterFileCreated, .matterFileUpdated: .documents
        case .matterStatusMessageCreated: .notes
        default: []
        }
    }
}
