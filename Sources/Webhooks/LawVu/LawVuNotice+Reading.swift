package import Matters

extension LawVuNotice {
    /// Which matter to look at again. Contracts are not among what the portal keeps. A topic that is new to us is
    /// parked for a person to see, and everything that it may have been about is asked for again.
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
