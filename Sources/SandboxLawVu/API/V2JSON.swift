import Matters
import SandboxKit
import Storage
import Webhooks

/// The JSON of matters, contracts and their files in version 2 of the API.
struct V2JSON {
    let directory: LawVuDirectory

    /// - Parameter document: of a contract.
    func item(_ item: MatterOrContract, document: LawVuFile?) -> JSONValue {
        // Matters and contracts differ in two members.
        let expiry = JSONValue(item.expiry.map { $0.text + "T00:00:00" })
        let (third, sixth): ((String, JSONValue), (String, JSONValue)) =
            switch item.kind {
            case .matter: (("displayId", .string(item.displayID)), ("manager", manager(of: item)))
            case .contract: (("document", document.map(reference) ?? .null), ("expiry", expiry))
            }
        return .object(
            .init([
                ("id", .integer(item.id)), ("name", .string(item.name)), third, ("type", type(of: item)),
                ("owner", user(item.ownerID)), sixth, ("externalId", JSONValue(item.externalID)),
                ("fields", fields(of: item)), ("restricted", .bool(item.restricted)), ("status", .string(item.status)),
                ("teamAssigned", team(of: item)), ("created", audit(item.createdAt, item.createdBy)),
            ]))
    }

    private func reference(to document: LawVuFile) -> JSONValue {
        ["id": .integer(document.id), "name": .string(document.name), "version": .integer(Int64(document.version))]
    }

    func file(_ file: LawVuFile, isRestricted: Bool) -> JSONValue {
        let owner: JSONValue? = file.itemID.map {
            ["id": .integer($0), "type": file.kind == .matter ? "Matter" : "Contract"]
        }
        return [
            "id": .integer(file.id), "name": .string(file.name), "displayId": .string(file.displayID),
            "type": file.isDocument ? "ContractDocument" : "File", "folder": nil,
            "contentType": .string(FileRules.mediaType(of: file.name)), "resource": owner ?? .null,
            "restricted": .bool(isRestricted), "size": .integer(Int64(file.size)),
            "version": .integer(Int64(file.version)), "created": audit(file.createdAt, file.createdBy),
            "modified": [
                "dateUtc": .string(file.modifiedAt.lawVuText),
                "userName": JSONValue(directory.user(file.modifiedBy)?.email),
            ],
        ]
    }

    func user(_ id: String?) -> JSONValue {
        guard let user = id.flatMap({ directory.user($0) }) else { return .null }
        return [
            "id": .string(user.id), "email": .string(user.email), "firstName": .string(user.firstName),
            "lastName": .string(user.lastName), "organizationId": .integer(LawVuSetUp.organisationID),
        ]
    }

    private func type(of item: MatterOrContract) -> JSONValue {
        ["id": .integer(item.typeID), "name": JSONValue(directory.type(item.typeID, of: item.kind)?.name)]
    }

    private func team(of item: MatterOrContract) -> JSONValue {
        guard let team = item.teamID.flatMap({ directory.team($0) }) else { return .null }
        return ["id": .integer(team.id), "name": .string(team.name)]
    }

    private func manager(of matter: MatterOrContract) -> JSONValue {
        let queue: JSONValue = [
            "organizationId": .integer(LawVuSetUp.organisationID), "organizationName": .string(LawVuSetUp.organisation),
        ]
        return ["user": user(matter.managerID), "intakeQueue": matter.manager == .intakeQueue ? queue : .null]
    }

    /// All custom fields of the organisation; a field without a value is null.
    private func fields(of item: MatterOrContract) -> JSONValue {
        .object(
            .init(
                LawVuField.all.map { field in
                    (field.id, item.fields[field.id].map { value($0, of: field) } ?? .null)
                }))
    }

    private func value(_ value: FieldValue, of field: LawVuField) -> JSONValue {
        func option(_ value: String) -> JSONValue {
            ["label": JSONValue(field.options.first { $0.value == value }?.label), "value": .string(value)]
        }
        return switch value {
        case .text(let text): .string(text)
        case .decimal(let number): number.number
        case .flag(let flag): .bool(flag)
        case .date(let date): .string(date.text)
        case .option(let chosen): option(chosen)
        case .options(let chosen): .array(chosen.map(option))
        case .user(let id): user(id)
        }
    }

    private func audit(_ moment: Instant, _ id: String) -> JSONValue {
        ["dateUtc": .string(moment.lawVuText), "user": user(id), "userName": JSONValue(directory.user(id)?.email)]
    }
}

extension LawVuQuery {
    func json(_ item: MatterOrContract) throws -> JSONValue {
        let document = item.kind == .contract ? try LawVuFile.document(of: item, in: reading) : nil
        return V2JSON(directory: directory).item(item, document: document)
    }

    func json(_ file: LawVuFile) throws -> JSONValue {
        let owner = try file.itemID.map { try item(file.kind, $0) }
        return V2JSON(directory: directory).file(file, isRestricted: owner?.restricted ?? false)
    }
}

extension Instant {
    /// The form in which LawVu writes a moment: UTC, whole seconds.
    var lawVuText: String { iso8601(offsetMinutes: 0, fractionDigits: 0) }
}
