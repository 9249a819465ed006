import Webhooks

/// A list of operations, as the first version of the interface takes changes, read as the merge patch that does the
/// same: what each member becomes.
struct JSONPatch: Equatable, Sendable {
    static let operationsMax = 100
    let members: JSONValue.Members

    init(_ json: JSONValue) throws {
        // One operation alone is taken as a list of one.
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
    /// The members of a matter or contract by the names of the first version, as a merge patch of the second. Names
    /// that are not known are passed over.
    var ofDossier: JSONValue {
        .object(.init(members.entries.compactMap { name, value in Self.translated(name, value) }))
    }

    private static func translated(_ name: String, _ value: JSONValue) -> (name: String, value: JSONValue)? {
        func reference(_ id: JSONValue) -> JSONValue { id.isNull ? .null : ["id": id] }
        return switch name {
        case "name", "status", "restricted", "urgent", "externalId", "parentId", "value": (name, value)
        case "categoryId", "contractTemplateId": ("typeId", value)
        case "matterId": ("parentId", value)
        case "teamId": ("teamAssigned", reference(value))
        case "ownerId": ("owner", reference(value))
        case "managerId": ("manager", value.isNull ? .null : ["user": reference(value)])
        case "expiryDate": ("expiry", value)
        case "executedDate": ("executed", value)
        case "fields": ("fields", value)
        default: nil
        }
    }
}
