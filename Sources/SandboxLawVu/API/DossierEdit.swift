import Matters
import SandboxKit
import Storage
import Webhooks

/// What somebody wishes to change of a matter or contract; every part of it has been found good.
struct DossierEdit: Sendable {
    typealias Step = @Sendable (inout Dossier) -> Void
    private var steps: [Step] = []

    init(_ steps: Step...) { self.steps = steps }

    mutating func add(_ step: @escaping Step) { steps.append(step) }
    func apply(to dossier: inout Dossier) { for step in steps { step(&dossier) } }
}

extension DossierEdit {
    /// Reads a merge patch: what is left out stays, null empties. Members that are not known are passed over.
    /// - Parameter isNew: then a name and a type are needed.
    /// - Throws: a problem that names every member that cannot be taken.
    init(_ json: JSONValue, of kind: Dossier.Kind, isNew: Bool, _ directory: LawVuDirectory) throws {
        guard json.members != nil else { throw LawVuProblem.invalid("Body", "Send a JSON object.") }
        var reader = DossierReader(json: json, kind: kind, directory: directory)
        reader.readWhatItIs(isNew: isNew)
        reader.readWhoseItIs()
        reader.readFields()
        if kind == .contract { reader.readTerms() }
        self = try reader.finish()
    }
}

/// Collects what can be taken, and what is wrong with the rest.
private struct DossierReader {
    let json: JSONValue
    let kind: Dossier.Kind
    let directory: LawVuDirectory
    private var edit = DossierEdit()
    private var errors: [String: [String]] = [:]

    init(json: JSONValue, kind: Dossier.Kind, directory: LawVuDirectory) {
        (self.json, self.kind, self.directory) = (json, kind, directory)
    }

    func finish() throws -> DossierEdit {
        guard errors.isEmpty else { throw LawVuProblem.invalid(errors) }
        return edit
    }

    private mutating func take(_ member: String, _ read: (WishedValue) throws(Hint) -> DossierEdit.Step) {
        guard let value = json[member] else { return }
        do { edit.add(try read(WishedValue(value))) } catch { errors[member.capitalizedFirst] = [error.text] }
    }

    mutating func readWhatItIs(isNew: Bool) {
        take("name") { value throws(Hint) in
            let name = try value.text(max: LawVuLimits.nameCharactersMax)
            return { $0.name = name }
        }
        let (kind, directory) = (kind, directory)
        for member in ["type", "typeId"] {
            take(member) { value throws(Hint) in
                let id = try member == "type" ? value.reference() : value.wholeNumber()
                guard directory.type(id, of: kind) != nil else {
                    throw Hint("Give the id of a type that GET /v2/\(kind.rawValue)Types lists.")
                }
                return { $0.typeID = id }
            }
        }
        take("status") { value throws(Hint) in
            let status = try value.choice(Dossier.statuses(of: kind))
            return { $0.status = status }
        }
        if isNew, json["name"] == nil { errors["Name"] = ["Required"] }
        if isNew, json["type"] == nil, json["typeId"] == nil { errors["Type"] = ["Required"] }
    }

    mutating func readWhoseItIs() {
        let directory = directory
        take("owner") { value throws(Hint) in
            let owner = try value.user(of: directory)
            return { $0.ownerID = owner }
        }
        take("teamAssigned") { value throws(Hint) in
            let team = try value.orNull { value throws(Hint) in try value.reference() }
            guard team.map({ directory.team($0) != nil }) ?? true else {
                throw Hint("Give the id of a team: \(directory.teams.map { String($0.id) }.joined(separator: ", ")).")
            }
            return { $0.teamID = team }
        }
        take("externalId") { value throws(Hint) in
            let id = try value.orNull { value throws(Hint) in try value.text(max: LawVuLimits.nameCharactersMax) }
            return { $0.externalID = id }
        }
        take("restricted") { value throws(Hint) in
            let restricted = try value.flag()
            return { $0.restricted = restricted }
        }
        take("parentId") { value throws(Hint) in
            let parent = try value.orNull { value throws(Hint) in try value.wholeNumber() }
            return { $0.parentID = parent }
        }
        if kind == .matter { readWhoRunsIt() }
    }

    private mutating func readWhoRunsIt() {
        let directory = directory
        take("manager") { value throws(Hint) in
            let manager = try value.manager(of: directory)
            return { $0.manager = manager }
        }
        take("urgent") { value throws(Hint) in
            let urgent = try value.flag()
            return { $0.urgent = urgent }
        }
    }

    mutating func readTerms() {
        take("expiry") { value throws(Hint) in
            let day = try value.orNull { value throws(Hint) in try value.day() }
            return { $0.expiry = day }
        }
        take("executed") { value throws(Hint) in
            let day = try value.orNull { value throws(Hint) in try value.day() }
            return { $0.executed = day }
        }
        take("value") { value throws(Hint) in
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
        for (name, value) in members.entries { readField(name, WishedValue(value)) }
    }

    private mutating func readField(_ name: String, _ value: WishedValue) {
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
