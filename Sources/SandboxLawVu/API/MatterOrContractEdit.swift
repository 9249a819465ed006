import Matters
import SandboxKit
import Storage
import Webhooks

/// A validated change of a matter or contract: every requested member was accepted.
struct MatterOrContractEdit: Sendable {
    typealias Mutation = @Sendable (inout MatterOrContract) -> Void
    private var mutations: [Mutation] = []

    init(_ mutations: Mutation...) { self.mutations = mutations }

    mutating func add(_ mutation: @escaping Mutation) { mutations.append(mutation) }
    func apply(to item: inout MatterOrContract) { for mutation in mutations { mutation(&item) } }
}

extension MatterOrContractEdit {
    /// Reads a merge patch: an absent member stays as it is, null clears it, an unknown member is ignored.
    /// - Parameter isNew: whether a name and a type are required.
    /// - Throws: `LawVuProblem` with an entry for each invalid member.
    init(_ json: JSONValue, of kind: MatterOrContract.Kind, isNew: Bool, _ directory: LawVuDirectory) throws {
        guard json.members != nil else { throw LawVuProblem.invalid("Body", "Send a JSON object.") }
        var reader = MergePatchReader(json: json, kind: kind, directory: directory)
        reader.readIdentity(isNew: isNew)
        reader.readAssignment()
        reader.readFields()
        if kind == .contract { reader.readContractTerms() }
        self = try reader.finish()
    }
}

/// Collects the accepted members, and the errors of the others.
private struct MergePatchReader {
    let json: JSONValue
    let kind: MatterOrContract.Kind
    let directory: LawVuDirectory
    private var edit = MatterOrContractEdit()
    private var errors: [String: [String]] = [:]

    init(json: JSONValue, kind: MatterOrContract.Kind, directory: LawVuDirectory) {
        self.json = json
        self.kind = kind
        self.directory = directory
    }

    func finish() throws -> MatterOrContractEdit {
        guard errors.isEmpty else { throw LawVuProblem.invalid(errors) }
        return edit
    }

    private mutating func read(
        _ member: String, _ convert: (RequestedValue) throws(Hint) -> MatterOrContractEdit.Mutation
    ) {
        guard let value = json[member] else { return }
        do { edit.add(try convert(RequestedValue(value))) } catch { errors[member.capitalizedFirst] = [error.text] }
    }

    mutating func readIdentity(isNew: Bool) {
        read("name") { value throws(Hint) in
            let name = try value.text(max: LawVuLimits.nameCharactersMax)
            return { $0.name = name }
        }
        let (kind, directory) = (kind, directory)
        for member in ["type", "typeId"] {
            read(member) { value throws(Hint) in
                let id = try member == "type" ? value.reference() : value.wholeNumber()
                guard directory.type(id, of: kind) != nil else {
                    throw Hint("Give the id of a type that GET /v2/\(kind.rawValue)Types lists.")
                }
                return { $0.typeID = id }
            }
        }
        read("status") { value throws(Hint) in
            let status = try value.choice(MatterOrContract.statuses(of: kind))
            return { $0.status = status }
        }
        if isNew, json["name"] == nil { errors["Name"] = ["Required"] }
        if isNew, json["type"] == nil, json["typeId"] == nil { errors["Type"] = ["Required"] }
    }

    mutating func readAssignment() {
        let directory = directory
        read("owner") { value throws(Hint) in
            let owner = try value.user(of: directory)
            return { $0.ownerID = owner }
        }
        read("teamAssigned") { value throws(Hint) in
            let team = try value.orNull { value throws(Hint) in try value.reference() }
            guard team.map({ directory.team($0) != nil }) ?? true else {
                throw Hint("Give the id of a team: \(directory.teams.map { String($0.id) }.joined(separator: ", ")).")
            }
            return { $0.teamID = team }
        }
        read("externalId") { value throws(Hint) in
            let id = try value.orNull { value throws(Hint) in try value.text(max: LawVuLimits.nameCharactersMax) }
            return { $0.externalID = id }
        }
        read("restricted") { value throws(Hint) in
            let restricted = try value.flag()
            return { $0.restricted = restricted }
        }
        read("parentId") { value throws(Hint) in
            let parent = try value.orNull { value throws(Hint) in try value.wholeNumber() }
            return { $0.parentID = parent }
        }
        if kind == .matter { readManagement() }
    }

    private mutating func readManagement() {
        let directory = directory
        read("manager") { value throws(Hint) in
            let manager = try value.manager(of: directory)
            return { $0.manager = manager }
        }
        read("urgent") { value throws(Hint) in
            let urgent = try value.flag()
            return { $0.urgent = urgent }
        }
    }

    mutating func readContractTerms() {
        read("expiry") { value throws(Hint) in
            let day = try value.orNull { value throws(Hint) in try value.day() }
            return { $0.expiry = day }
        }
        read("executed") { value throws(Hint) in
            let day = try value.orNull { value throws(Hint) in try value.day() }
            return { $0.executed = day }
        }
        read("value") { value throws(Hint) in
            let amount = try value.orNull { value throws(Hint) in try value.decimal() }
            return { $0.value = amount }
        }
    }

    mutating func readFields() {
        guard let fields = json["fields"], !fields.isNull else { return }
        guard let members = fields.members, members.entries.count <= LawVuLimits.fieldsMax else {
            errors["Fields"] = ["Give an object of at most \(LawVuLimits.fieldsMax) fields by their names."]
            return
        }
        for (name, value) in members.entries { readField(name, RequestedValue(value)) }
    }

    private mutating func readField(_ name: String, _ value: RequestedValue) {
        guard let field = LawVuField.named(name) else {
            errors["Fields." + name] = ["There is no such field: GET /v2/fields lists those that are."]
            return
        }
        do throws(Hint) {
            let directory = directory
            let read = try value.orNull { value throws(Hint) in try value.value(of: field, directory) }
            edit.add { $0.fields[name] = read }
        } catch { errors["Fields." + name] = [error.text] }
    }
}
