import Matters
import SandboxKit
import Webhooks

/// A validated change: every requested member was accepted.
struct ValidatedEdit<Target>: Sendable {
    let apply: @Sendable (inout Target) -> Void
}

typealias MatterOrContractEdit = ValidatedEdit<MatterOrContract>
typealias KeyDateEdit = ValidatedEdit<KeyDate>

/// Reads the members of a merge patch: an absent member stays as it is, an unknown one is ignored. Collects the accepted
/// members, and the errors of the others.
private struct MergePatchReader<Target> {
    let json: JSONValue
    var errors: [String: [String]] = [:]
    private var mutations: [@Sendable (inout Target) -> Void] = []

    init(_ json: JSONValue) { self.json = json }

    /// - Parameter object: that of the custom fields; nil for the patch itself.
    mutating func read<Value: Sendable>(
        _ member: String, of object: JSONValue? = nil, _ type: RequestedType<Value>,
        into path: any WritableKeyPath<Target, Value> & Sendable
    ) {
        guard let requested = (object ?? json)[member] else { return }
        do {
            let value = try type.read(requested)
            mutations.append { $0[keyPath: path] = value }
        } catch { errors[object == nil ? member.capitalizedFirst : "Fields." + member] = [error.text] }
    }

    /// Null clears the member.
    mutating func readOrNull<Value: Sendable>(
        _ member: String, _ type: RequestedType<Value>, into path: any WritableKeyPath<Target, Value?> & Sendable
    ) {
        read(member, type.orNull, into: path)
    }

    mutating func require(_ members: String..., when isNew: Bool) {
        if isNew, members.allSatisfy({ json[$0] == nil }) { errors[members[0].capitalizedFirst] = ["Required"] }
    }

    /// - Throws: `LawVuProblem` with an entry for each invalid member.
    func finish() throws -> ValidatedEdit<Target> {
        guard errors.isEmpty else { throw LawVuProblem.invalid(errors) }
        return ValidatedEdit { [mutations] in for mutation in mutations { mutation(&$0) } }
    }
}

extension ValidatedEdit<KeyDate> {
    /// - Parameter isNew: whether a name and a date are required.
    init(_ json: JSONValue, isNew: Bool) throws {
        var reader = MergePatchReader<KeyDate>(json)
        reader.read("name", .text(max: LawVuLimits.nameCharactersMax), into: \.name)
        reader.read("date", .day, into: \.date)
        reader.readOrNull("value", .decimal, into: \.value)
        reader.require("name", when: isNew)
        reader.require("date", when: isNew)
        self = try reader.finish()
    }
}

extension ValidatedEdit<MatterOrContract> {
    /// - Parameter isNew: whether a name and a type are required.
    init(_ json: JSONValue, of kind: MatterOrContract.Kind, isNew: Bool, _ directory: LawVuDirectory) throws {
        guard json.members != nil else { throw LawVuProblem.invalid("Body", "Send a JSON object.") }
        var reader = MergePatchReader<MatterOrContract>(json)
        reader.require("name", when: isNew)
        reader.require("type", "typeId", when: isNew)
        reader.readIdentity(of: kind, directory)
        reader.readAssignment(of: directory)
        reader.readFields(directory)
        switch kind {
        case .matter:
            reader.read("manager", .manager(of: directory), into: \.manager)
            reader.read("urgent", .flag, into: \.urgent)
        case .contract:
            reader.readOrNull("expiry", .day, into: \.expiry)
            reader.readOrNull("executed", .day, into: \.executed)
            reader.readOrNull("value", .decimal, into: \.value)
        }
        self = try reader.finish()
    }
}

extension MergePatchReader<MatterOrContract> {
    mutating func readIdentity(of kind: MatterOrContract.Kind, _ directory: LawVuDirectory) {
        let typeHint = "Give the id of a type that GET /v2/\(kind.rawValue)Types lists."
        for (member, type) in [("type", RequestedType.reference), ("typeId", .wholeNumber)] {
            read(member, type.checked(typeHint) { directory.type($0, of: kind) != nil }, into: \.typeID)
        }
        read("name", .text(max: LawVuLimits.nameCharactersMax), into: \.name)
        read("status", .choice(MatterOrContract.statuses(of: kind)), into: \.status)
        readOrNull("externalId", .text(max: LawVuLimits.nameCharactersMax), into: \.externalID)
        readOrNull("parentId", .wholeNumber, into: \.parentID)
    }

    mutating func readAssignment(of directory: LawVuDirectory) {
        let teamHint = "Give the id of a team: \(directory.teams.map { String($0.id) }.joined(separator: ", "))."
        readOrNull("owner", .user(of: directory), into: \.ownerID)
        readOrNull("teamAssigned", .reference.checked(teamHint) { directory.team($0) != nil }, into: \.teamID)
        read("restricted", .flag, into: \.restricted)
    }

    mutating func readFields(_ directory: LawVuDirectory) {
        guard let fields = json["fields"], !fields.isNull else { return }
        guard let members = fields.members, members.entries.count <= LawVuLimits.fieldsMax else {
            errors["Fields"] = ["Give an object of at most \(LawVuLimits.fieldsMax) fields by their names."]
            return
        }
        for name in members.entries.map(\.name) {
            guard let field = LawVuField.named(name) else {
                errors["Fields." + name] = ["There is no such field: GET /v2/fields lists those that are."]
                continue
            }
            read(name, of: fields, RequestedType.value(of: field, directory).orNull, into: \.fields[name])
        }
    }
}
