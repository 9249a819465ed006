import Matters
import Storage
import Webhooks

/// An employee of the firm; schedulable ones take consultations.
struct StaffMember: Sendable, Equatable {
    let id: String
    let name: String
    let email: String
    let role: String
    let isSchedulable: Bool
    let hasOfficeHours: Bool

    /// Its JSON in the list of attorneys.
    var json: JSONValue {
        [
            "id": .string(id), "name": .string(name), "email": .string(email), "role": .string(role),
            "schedulable": .bool(isSchedulable), "has_office_hours": .bool(hasOfficeHours),
        ]
    }
}

/// The SQL statements for the firm's staff, office hours, days off and pipeline stages.
enum Office {
    static func staff(in reading: any Reading) throws -> [StaffMember] {
        try reading.rows(
            """
            SELECT id, name, email, role, is_schedulable, (
                SELECT count(*) FROM lawfficient_office_hours h WHERE h.firm_id = s.firm_id AND h.attorney_id = s.id)
            FROM lawfficient_staff s WHERE firm_id = $1 ORDER BY number
            """, [Intake.firm]
        ).map {
            StaffMember(
                id: $0.text(0), name: $0.text(1), email: $0.text(2), role: $0.text(3), isSchedulable: $0.flag(4),
                hasOfficeHours: $0.integer(5) > 0)
        }
    }

    /// In pipeline order.
    static func statuses(in reading: any Reading) throws -> [LeadStatus] {
        try reading.rows(
            "SELECT key, name FROM lawfficient_lead_statuses WHERE firm_id = $1 ORDER BY position", [Intake.firm]
        ).map { LeadStatus(key: $0.text(0), name: $0.text(1)) }
    }

    /// The stage of new leads.
    static func firstOpenStatus(in reading: any Reading) throws -> LeadStatus? {
        try reading.row(
            """
            SELECT key, name FROM lawfficient_lead_statuses WHERE firm_id = $1 AND is_terminal = 0
            ORDER BY position LIMIT 1
            """, [Intake.firm]
        ).map { LeadStatus(key: $0.text(0), name: $0.text(1)) }
    }

    static func calendar(of attorneyID: String, in reading: any Reading) throws -> OfficeCalendar {
        let windows = try reading.rows(
            """
            SELECT weekday, from_minute, until_minute FROM lawfficient_office_hours
            WHERE firm_id = $1 AND attorney_id = $2 ORDER BY weekday, from_minute
            """, [Intake.firm, .text(attorneyID)])
        let daysOff = try reading.rows(
            """
            SELECT first_day, last_day FROM lawfficient_days_off
            WHERE firm_id = $1 AND attorney_id IN ('', $2) ORDER BY first_day
            """, [Intake.firm, .text(attorneyID)])
        return OfficeCalendar(
            windows: windows.map { .init(weekday: $0.int(0), minutes: $0.int(1)..<$0.int(2)) },
            daysOff: daysOff.compactMap { row in
                guard let first = CalendarDate(row.text(0)), let last = CalendarDate(row.text(1)) else { return nil }
                return .init(first: first, last: last)
            })
    }
}
