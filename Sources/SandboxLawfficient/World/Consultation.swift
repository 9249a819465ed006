import Matters
import Webhooks

/// A meeting of a lead with an attorney.
struct Consultation: Sendable, Equatable {
    enum Status: String, Sendable, CaseIterable {
        case scheduled, paid, completed, rescheduled, canceled
        case noShow = "no_show"

        /// Whether it occupies its slot and can be rescheduled or cancelled.
        var isOpen: Bool { self == .scheduled || self == .paid || self == .rescheduled }
        static let open = allCases.filter(\.isOpen)
    }

    let id: String
    let number: Int64
    let leadID: String
    var attorneyID: String
    let type: String
    var status = Status.scheduled
    var slot: Slot
    var timeZone: String
    var isPaid = false
    /// A number or null.
    var amount = JSONValue.null
    var outcome: String?
    var isArchived = false
    let createdAt: Instant
    var data: JSONValue

    /// Its JSON in the API and in webhook bodies.
    var json: JSONValue {
        [
            "id": .string(id), "lead_id": .string(leadID), "attorney_id": .string(attorneyID), "type": .string(type),
            "status": .string(status.rawValue), "start_at": .string(slot.startAt.iso8601),
            "duration_min": .integer(Int64(slot.durationMinutes)), "time_zone": .string(timeZone),
            "paid": .bool(isPaid), "amount": amount, "outcome": JSONValue(outcome), "archived": .bool(isArchived),
            "created_at": .string(createdAt.iso8601), "data": data,
        ]
    }
}
