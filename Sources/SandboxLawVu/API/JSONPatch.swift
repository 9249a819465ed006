import Webhooks

/// The JSON Patch operations of version 1, read as the equivalent merge patch: the new value of each member.
struct JSONPatch: Equatable, Sendable {
    static let operationsMax = 100
    let members: JSONValue.Members

    init(_ json: JSONValue) throws {
        // A single operation without a list around it is accepted too.
        let operations = json.array ?? [json]
        guard operations.count <= Self.operationsMax else {
            throw LawVuProblem.invalid("Body", "Send at most \(Self.operationsMax) operations.")
        }
        var members = JSONValue.Members()
        for operation in operations {
            let (name, value) = try Self.read(operation)
            members[name] = value
        }
        self.members = members
    }

    private static func read(_ operation: JSONValue) throws -> (name: String, value: JSONValue) {
        guard let path = operation["path"]?.string, path.hasPrefix("/"), !path.dropFirst().contains("/") else {
            throw LawVuProblem.invalid("Path", "Give a path of one name, such as /name.")
        }
        switch operation["op"]?.string?.lowercased() {
        case "add", "replace": return (String(path.dropFirst()), operation["value"] ?? .null)
        case "remove": return (String(path.dropFirst()), .null)
        default: throw LawVuProblem.invalid("Op", "Give replace, add or remove.")
        }
    }
}

extension JSONPatch {
    /// The members by their version 1 names, as a merge patch of version 2. Unknown names are ignored.
    var mergePatch: JSONValue {
        .object(.init(members.entries.compactMap { name, value in Self.translated(name, value) }))
    }

    private static func translated(_ name: String, _ value: JSONValue) -> (name: String, value: JSONValue)? {
        func reference(_ id: JSONValue) -> JSONValue { id.isNull ? .null : ["id": id] }
        return switch name {
        case "name", "status", "restricted", "urgent", "externalId", "parentId", "value", "fields": (name, value)
        case "categoryId", "contractTemplateId": ("typeId", value)
        case "matterId": ("parentId", value)
        case "teamId": ("teamAssigned", reference(value))
        case "ownerId": ("owner", reference(value))
        case "managerId": ("manager", value.isNull ? .null : ["user": reference(value)])
        case "expiryDate": ("expiry", value)
        case "executedDate": ("executed", value)
        default: nil
        }
    }
}
