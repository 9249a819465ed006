package import Matters

/// The portal's matters as its JSON API and its webhooks show them. What the viewer may not see is absent; what is
/// unset is null.
package enum MatterJSON {
    /// The path of the API.
    package static let path = "/api/v1"

    package static func summary(_ matter: ScopedMatter) -> JSONValue { .object(members(matter)) }

    /// - Parameter notesMax: how many of the newest notes are included; `notes_next` is set when there are more.
    package static func whole(_ matter: ScopedMatter, notesMax: Int) -> JSONValue {
        var members = members(matter)
        members["your_roles"] = .array(matter.yourRoles.map(JSONValue.string))
        members["contact"] = JSONValue(matter.contact)
        members["parties"] = .array(matter.parties.map(party))
        members["documents"] = .array(matter.documents.map(document))
        members["notes"] = .array(matter.notes.prefix(notesMax).map(note))
        if matter.notes.count > notesMax { members["notes_next"] = JSONValue(matter.notes[notesMax].id) }
        members["items"] = .array(matter.items.map(item))
        members["fields"] = .array(matter.fields.map(field))
        addWork(of: matter, to: &members)
        if let timeline = matter.timeline { members["timeline"] = .array(timeline.map(step)) }
        return .object(members)
    }

    private static func addWork(of matter: ScopedMatter, to members: inout JSONValue.Members) {
        if let tasks = matter.tasks { members["tasks"] = .array(tasks.map(task)) }
        if let entries = matter.timeEntries { members["time_entries"] = .array(entries.map(timeEntry)) }
        if let costs = matter.disbursements { members["disbursements"] = .array(costs.map(disbursement)) }
        members["related"] = .array(matter.related.map(related))
    }

    private static func members(_ matter: ScopedMatter) -> JSONValue.Members {
        var members: JSONValue.Members = [
            "id": .string(matter.id), "reference": .string(matter.reference), "name": .string(matter.name),
            "type": .string(matter.type), "status": .string(matter.status.rawValue),
        ]
        if let step = matter.step { members["step"] = .string(step) }
        members["settlement_date"] = JSONValue(matter.settlementOn?.text)
        members["updated_at"] = .string(matter.updatedAt.iso8601)
        members["as_at"] = .string(matter.asAt.iso8601)
        members["source"] = ["system": .string(matter.sourceSystem), "id": .string(matter.sourceID)]
        return members
    }

    package static func party(_ party: ScopedMatter.PartyLine) -> JSONValue {
        var members: JSONValue.Members = [
            "name": .string(party.name), "company": JSONValue(party.company), "role": .string(party.role),
        ]
        if let email = party.email { members["email"] = .string(email) }
        if let phone = party.phone { members["phone"] = .string(phone) }
        return .object(members)
    }

    package static func document(_ document: ScopedMatter.DocumentLine) -> JSONValue {
        var members: JSONValue.Members = [
            "id": .string(document.id), "name": .string(document.name), "type": JSONValue(document.fileType),
            "size": .integer(document.sizeBytes), "created_at": JSONValue(document.createdAt?.iso8601),
            "modified_at": JSONValue(document.modifiedAt?.iso8601),
            "content": JSONValue(document.hasFile ? path + "/documents/\(document.id)/content" : nil),
        ]
        if let filing = document.filing {
            members["folder"] = JSONValue(filing.folder)
            members["tags"] = .array(filing.tags.map(JSONValue.string))
        }
        return .object(members)
    }

    package static func note(_ note: ScopedMatter.NoteLine) -> JSONValue {
        var members: JSONValue.Members = [
            "id": .string(note.id), "text": .string(note.text), "author": JSONValue(note.author),
            "noted_at": JSONValue(note.notedAt?.iso8601),
        ]
        if let tags = note.tags { members["tags"] = .array(tags.map(JSONValue.string)) }
        return .object(members)
    }

    package static func item(_ item: ScopedMatter.Item) -> JSONValue {
        [
            "id": .string(item.id), "title": .string(item.title), "owner": .string(item.owner.rawValue),
            "owner_name": JSONValue(item.ownerName), "due_date": JSONValue(item.dueOn?.text),
            "done": .bool(item.isDone),
        ]
    }

    /// One fact, as the change log holds it.
    package static func change(_ change: Change) -> JSONValue {
        [
            "kind": .string(change.kind.rawValue), "fact": .string(change.fact), "old": JSONValue(change.old),
            "new": JSONValue(change.new),
        ]
    }

    private static func field(_ field: ScopedMatter.Field) -> JSONValue {
        [
            "collection": .string(field.collection), "record": .string(field.record), "label": .string(field.label),
            "value": .string(field.value),
        ]
    }

    private static func step(_ step: ScopedMatter.TimelineStep) -> JSONValue {
        [
            "label": .string(step.label), "state": .string(step.state.rawValue),
            "entered_at": JSONValue(step.enteredAt?.iso8601),
        ]
    }
}
