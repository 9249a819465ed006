import Webhooks

/// Somebody who works at the firm; attorneys who can be booked are the schedulable ones.
struct StaffMember: Sendable, Equatable {
    let id: String
    let number: Int64
    let name: String
    let email: String
    let role: String
    let isSchedulable: Bool
    let hasOfficeHours: Bool

    /// As the list of attorneys shows it.
    var json: JSONValue {
        [
            "id": .string(id), "name": .string(name), "email": .string(email), "role": .string(role),
            "schedulable": .bool(isSchedulable), "has_office_hours": .bool(hasOfficeHours),
        ]
    }
}
