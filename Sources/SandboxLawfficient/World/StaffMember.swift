import Webhooks

/// An employee of the firm; schedulable ones take consultations.
struct StaffMember: Sendable, Equatable {
    let id: String
    let number: Int64
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
