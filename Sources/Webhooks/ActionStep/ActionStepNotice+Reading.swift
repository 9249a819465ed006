import Matters

extension ActionStepNotice {
    /// What the processor makes of a notice. Whatever cannot be read, or is new to us, is parked for a person to see,
    /// and as much is asked for again as it may have been about.
    package static func reading(event: String, body: [UInt8]) -> NoticeReading {
        let known = ActionStepEvent(named: event)
        do {
            let notice = try ActionStepNotice(body: body, eventName: event)
            return NoticeReading(
                subject: notice.subject, facets: notice.facets, key: notice.key,
                deadLetterReason: known == nil ? "unknownEvent" : nil, number: notice.number)
        } catch {
            let facets = known?.facets ?? .all
            return NoticeReading(
                subject: facets.isEmpty ? .nothing : .anyMatter, facets: facets, deadLetterReason: error.rawValue)
        }
    }

    private var number: NoticeReading.Number? {
        guard let hookID, let triggerCount else { return nil }
        return NoticeReading.Number(hookID: hookID, count: triggerCount)
    }

    private var subject: NoticeReading.Subject {
        if let matterRef { return .matter(matterRef) }
        if let personRef { return .person(personRef) }
        return facets.isEmpty || isOfNoMatter ? .nothing : .anyMatter
    }
}
