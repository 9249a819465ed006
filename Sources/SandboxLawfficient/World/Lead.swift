import Matters
import Webhooks

/// A stage of the firm's pipeline.
struct LeadStatus: Sendable, Equatable {
    let key: String
    let name: String
}

/// A prospective client.
struct Lead: Sendable, Equatable {
    let id: String
    /// Counts in the order of creation.
    let number: Int64
    var firstName: String
    var lastName: String
    var email: String
    var phone: String
    var source: String
    var status: LeadStatus
    var assigneeID: String?
    var isArchived = false
    let createdAt: Instant
    var lastActivityAt: Instant
    var data: JSONValue

    var name: String { firstName + " " + lastName }

    /// Its JSON in the API and in webhook bodies.
    var json: JSONValue {
        [
            "id": .string(id), "first_name": .string(firstName), "last_name": .string(lastName),
            "email": .string(email), "phone": .string(phone), "source": .string(source),
            "status": ["key": .string(status.key), "name": .string(status.name)], "assignee_id": JSONValue(assigneeID),
            "archived": .bool(isArchived), "created_at": .string(createdAt.iso8601),
            "last_activity_at": .string(lastActivityAt.iso8601), "data": data,
        ]
    }
}

extension LeadChange {
    /// The difference of two versions; the time of the last activity alone is none.
    init(from old: Lead, to new: Lead) {
        self = []
        if old.status.key != new.status.key { insert(.status) }
        if old.assigneeID != new.assigneeID { insert(.assignee) }
        if !old.isArchived, new.isArchived { insert(.archived) }
        if old.isArchived, !new.isArchived { insert(.restored) }
        if Self.details(of: old) != Self.details(of: new) { insert(.details) }
    }

    private static func details(of lead: Lead) -> [JSONValue] {
        [lead.firstName, lead.lastName, lead.email, lead.phone, lead.source].map { .string($0) } + [lead.data]
    }
}
