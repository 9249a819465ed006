import Matters
import Webhooks

/// A practice system that exists nowhere: cases with numbers, and notices such as
/// `{"kind": "noteWritten", "case": 12, "serial": 3}`.
struct CasebookAdapter: PracticeSystemAdapter {
    static let events: [String: Facets] = ["caseOpened": .all, "noteWritten": .notes]

    let system = "casebook"
    let hookURLShape = HookURLShape.eventInBody
    let hookEvents = events.keys.sorted()

    func facets(of event: String) -> Facets { Self.events[event] ?? .all }

    func reading(event: String, body: [UInt8]) -> NoticeReading {
        guard let notice = try? JSONReader.parse(body), let number = notice["case"]?.integer,
            let kind = notice["kind"]?.string
        else { return NoticeReading(subject: .anyMatter, facets: .all, deadLetterReason: "notCasebook") }
        return NoticeReading(
            subject: .matter(String(number)), facets: facets(of: kind),
            key: notice["serial"]?.integer.map(String.init))
    }
}
