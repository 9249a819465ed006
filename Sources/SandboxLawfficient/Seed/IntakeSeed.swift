import Matters
import SandboxKit
import Storage
import Webhooks

/// Generates the data of the simulated firm from a seed: staff, office hours, leads of the last four months, and
/// consultations before and after the start date.
struct IntakeSeed: Sendable {
    static let leadsMax = 1_000
    static let daysBack = 120
    static let statuses: [(key: String, name: String, isTerminal: Bool)] = [
        ("new", "New", false), ("contacted", "Contacted", false), ("qualified", "Qualified", false),
        ("consultation", "Consultation booked", false), ("retained", "Retained", true), ("lost", "Not a fit", true),
    ]
    static let sources = ["web_form", "referral", "google_ads", "phone", "zapier", "event"]

    let seed: UInt64
    let matters: Int
    let begunAt: Instant
    private var leads: Int { min(matters, Self.leadsMax) }

    /// Writes all rows; the transaction makes it all or nothing.
    func write(in transaction: any Writing) throws {
        try transaction.insert(
            into: "lawfficient_lead_statuses", ["key", "name", "position", "is_terminal"],
            Self.statuses.enumerated().map { position, status in
                [.text(status.key), .text(status.name), SQLValue(position), SQLValue(status.isTerminal)]
            })
        let staff = OfficeSeed(seed: seed, today: today)
        try staff.write(in: transaction)
        let leads = (1...leads).map { lead($0, staff: staff.ids) }
        let consultations = ConsultationSeed(seed: seed, today: today, attorneys: staff.bookable)
            .consultations(of: leads)
        let awaitingIDs = Set(consultations.filter(\.status.isOpen).map(\.leadID))
        try Leads.insert(
            leads.map { awaitingIDs.contains($0.id) ? Self.awaitingConsultation($0) : $0 }, in: transaction)
        try Consultations.insert(consultations, in: transaction)
    }

    /// A lead with an upcoming consultation is at that stage, and not archived.
    private static func awaitingConsultation(_ lead: Lead) -> Lead {
        var lead = lead
        let status = statuses[3]
        lead.status = LeadStatus(key: status.key, name: status.name)
        lead.isArchived = false
        return lead
    }

    private var today: CalendarDate { FirmTime().moment(begunAt).date }

    private func lead(_ number: Int, staff: [String]) -> Lead {
        var random = SeededRandom(seed: seed, stream: 1_000_000 + number)
        let id = random.uuid()
        let status = Self.statuses[min(random.number(0...7), Self.statuses.count - 1)]
        let person = number == 1 ? DemoPeople.client : SampleNames.person(2_000 + number)
        // Evenly distributed, the newest an hour old.
        let minutesAgo = Int64(60 + (leads - number) * Self.daysBack * 1_440 / leads)
        let createdAt = begunAt - Duration.seconds(minutesAgo * 60)
        let quietMinutes = Int64(random.number(0...Int(minutesAgo)))
        let hasPhone = random.number(1...4) > 1
        return Lead(
            id: id, number: Int64(number), firstName: person.firstName, lastName: person.lastName,
            email: person.email, phone: hasPhone ? "+1555" + padded(1_000_000 + number * 37 % 1_000_000, 7) : "",
            source: random.pick(Self.sources), status: LeadStatus(key: status.key, name: status.name),
            assigneeID: status.key == "new" ? nil : random.pick(staff),
            isArchived: status.isTerminal && random.number(1...3) == 1, createdAt: createdAt,
            lastActivityAt: status.key == "new" ? createdAt : begunAt - Duration.seconds(quietMinutes * 60),
            data: ["caseType": .string(random.pick(Self.caseTypes)), "city": .string(random.pick(Self.cities))])
    }

    private static let caseTypes = ["Family", "Immigration", "Property", "Estate planning", "Employment"]
    private static let cities = ["Albany", "Brooklyn", "Buffalo", "Queens", "Rochester", "Yonkers"]
}

extension SeededRandom {
    mutating func uuid() -> String {
        UUIDText.make(from: (0..<UUIDText.bytesCount).map { _ in UInt8(truncatingIfNeeded: next() >> 32) })
    }
}
