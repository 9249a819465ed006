import Matters
import SandboxKit
import Storage
import Webhooks

/// Matters and contracts as the first version of the interface shows them.
extension LawVuLook {
    func firstJSON(_ dossier: Dossier) throws -> JSONValue {
        let last = try PartRows.messages(of: dossier, limit: 1, in: reading).first
        var members: JSONValue.Members = [
            "id": .integer(dossier.id), "name": .string(dossier.name), "status": .string(dossier.status),
            "restricted": .bool(dossier.restricted), "externalId": JSONValue(dossier.externalID),
            "teamId": number(dossier.teamID), "createdDateUtc": .string(DossierJSON.moment(dossier.createdAt)),
            "organisationId": .integer(LawVuSetUp.organisationID),
            "organisationName": .string(LawVuSetUp.organisation), "owner": person(dossier.ownerID),
            "lastStatusMessage": last.map(message) ?? .null,
        ]
        let others = dossier.kind == .matter ? try ofMatter(dossier) : ofContract(dossier)
        for (name, value) in others { members[name] = value }
        return .object(members)
    }

    private func ofMatter(_ matter: Dossier) throws -> [(String, JSONValue)] {
        let id: String? = if case .user(let id) = matter.manager { id } else { nil }
        let tags = try PartRows.tags(of: matter, in: reading).map(json)
        return [
            ("matterNumber", .string(matter.displayID)), ("matterUrl", .string("/lawvu/matters/\(matter.id)")),
            ("manager", person(id)),
            ("managerOrganisationId", matter.manager == .nobody ? .null : .integer(LawVuSetUp.organisationID)),
            ("categoryId", .integer(matter.typeID)), ("parentId", number(matter.parentID)),
            ("urgent", .bool(matter.urgent)), ("tags", .array(tags)),
        ]
    }

    private func ofContract(_ contract: Dossier) -> [(String, JSONValue)] {
        [
            ("contractTemplateId", .integer(contract.typeID)), ("matterId", number(contract.parentID)),
            ("value", contract.value?.number ?? .null), ("expiryDate", JSONValue(contract.expiry?.text)),
            ("executedDate", JSONValue(contract.executed?.text)),
        ]
    }

    func json(_ tag: DossierTag) -> JSONValue { ["id": .integer(tag.id), "description": .string(tag.description)] }

    func json(_ date: KeyDate) -> JSONValue {
        [
            "id": .integer(date.id), "date": .string(date.date.text), "name": .string(date.name),
            "value": date.value?.number ?? .null,
        ]
    }

    func message(_ message: StatusMessage) -> JSONValue {
        let user = directory.user(message.createdBy)
        return [
            "id": .integer(message.id), "message": .string(message.message),
            "createdDateUtc": .string(DossierJSON.moment(message.createdAt)), "userId": .string(message.createdBy),
            "userFirstname": JSONValue(user?.firstName), "userLastname": JSONValue(user?.lastName),
            "userFullName": JSONValue(user?.fullName), "role": user?.seesAll == true ? "Administrator" : "InhouseLegal",
        ]
    }

    func person(_ id: String?) -> JSONValue {
        guard let user = id.flatMap({ directory.user($0) }) else { return .null }
        return [
            "userId": .string(user.id), "userFirstname": .string(user.firstName),
            "userLastname": .string(user.lastName), "userFullName": .string(user.fullName),
            "userInitials": .string(String(user.firstName.prefix(1) + user.lastName.prefix(1))),
            "userOrganisationId": .integer(LawVuSetUp.organisationID),
            "userOrganisationName": .string(LawVuSetUp.organisation), "userHasPicture": false,
        ]
    }

    private func number(_ number: Int64?) -> JSONValue { number.map { .integer($0) } ?? .null }
}
