import Storage
import Webhooks

/// Who is told of a change.
extension LawVuChange {
    func announce(_ before: Dossier?, _ after: Dossier) throws {
        for topic in Dossier.topics(from: before, to: after) { try tell(topic, after, part: nil) }
    }

    func announce(_ event: PartEvent, _ part: Int64, of dossier: Dossier) throws {
        for topic in event.topics(of: dossier.kind) {
            // What follows from it is about the matter or contract itself.
            try tell(topic, dossier, part: topic == dossier.kind.updated ? nil : part)
        }
    }

    private func tell(_ topic: LawVuTopic, _ dossier: Dossier, part: Int64?) throws {}
}
