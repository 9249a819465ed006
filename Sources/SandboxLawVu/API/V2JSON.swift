import Matters
import SandboxKit
import Storage
import Webhooks

/// The JSON of matters, contracts and their files in version 2 of the API.
struct V2JSON {
    let directory: LawVuDirectory

    func item(_ item: MatterOrContract, document: LawVuFile? = nil) -> JSONValue {
        item.kind == .matter ? matter(item) : contract(item, document)
    }

    private func matter(_ matter: MatterOrContract) -> JSONValue {
        [
            "id": .integer(matter.id), "name": .string(matter.name), "displayId": .string(matter.displayID),
            "type": type(of: matter), "owner": user(matter.ownerID), "manager": manager(of: matter),
            "externalId": JSONValue(matter.externalID), "fields": fields(of: matter),
            "restricted": .bool(matter.restricted), "status": .string(matter.status), "teamAssigned": team(of: matter),
            "created": audit(matter.createdAt, matter.createdBy),
        ]
    }

    private func contract(_ contract: MatterOrContract, _ document: LawVuFile?) -> JSONValue {
        let documentJSON: JSONValue? = document.map {
            ["id": .integer($0.id), "name": .string($0.name), "version": .integer(Int64($0.version))]
        }
        return [
            "id": .integer(contract.id), "name": .string(contract.name), "document": documentJSON ?? .null,
            "type": type(of: contract), "owner": user(contract.ownerID),
            "expiry": JSONValue(contract.expiry.map { $0.text + "T00:00:00" }),
            "externalId": JSONValue(contract.externalID), "fields": fields(of: contract),
            "restricted": .bool(contract.restricted), "status": .string(contract.status),
            "teamAssigned": team(of: contract), "created": audit(contract.createdAt, contract.createdBy),
        ]
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
        let id: String? = if case .user(let id) = matter.manager { id } else { nil }
        let queue: JSONValue = [
            "organizationId": .integer(LawVuSetUp.organisationID),
            "organizationName": .string(LawVuSetUp.organisation),
        ]
        return ["user": user(id), "intakeQueue": matter.manager == .intakeQueue ? queue : .null]
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
            ["label": JSONValue(field.option(value)?.label), "value": .string(value)]
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
        [
            "dateUtc": .string(moment.lawVuText), "user": user(id), "userName": JSONValue(directory.user(id)?.email),
        ]
    }

}

extension Instant {
    /// The form in which LawVu writes a moment: UTC, whole seconds.
    var lawVuText: String { iso8601(offsetMinutes: 0, fractionDigits: 0) }
}
