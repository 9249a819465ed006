import Matters
import SandboxKit
import Storage
import Webhooks

/// The JSON of matters and contracts in version 1 of the API.
extension LawVuQuery {
    func v1JSON(_ item: MatterOrContract) throws -> JSONValue {
        let lastMessage = try StatusMessage.latest(1, of: item, in: reading).first
        let members: [(String, JSONValue)] = [
            ("id", .integer(item.id)), ("name", .string(item.name)), ("status", .string(item.status)),
            ("restricted", .bool(item.restricted)), ("externalId", JSONValue(item.externalID)),
            ("teamId", number(item.teamID)), ("createdDateUtc", .string(item.createdAt.lawVuText)),
            ("organisationId", .integer(LawVuSetUp.organisationID)),
            ("organisationName", .string(LawVuSetUp.organisation)), ("owner", person(item.ownerID)),
            ("lastStatusMessage", lastMessage.map(json) ?? .null),
        ]
        return .object(.init(members + (item.kind == .matter ? try matterMembers(item) : contractMembers(item))))
    }

    private func matterMembers(_ matter: MatterOrContract) throws -> [(String, JSONValue)] {
        let tags = try LawVuTag.list(of: matter, in: reading).map(json)
        return [
            ("matterNumber", .string(matter.displayID)), ("matterUrl", .string("/lawvu/matters/\(matter.id)")),
            ("manager", person(matter.managerID)),
            ("managerOrganisationId", matter.manager == .nobody ? .null : .integer(LawVuSetUp.organisationID)),
            ("categoryId", .integer(matter.typeID)), ("parentId", number(matter.parentID)),
            ("urgent", .bool(matter.urgent)), ("tags", .array(tags)),
        ]
    }

    private func contractMembers(_ contract: MatterOrContract) -> [(String, JSONValue)] {
        [
            ("contractTemplateId", .integer(contract.typeID)), ("matterId", number(contract.parentID)),
            ("value", contract.value?.number ?? .null), ("expiryDate", JSONValue(contract.expiry?.text)),
            ("executedDate", JSONValue(contract.executed?.text)),
        ]
    }

    func json(_ tag: LawVuTag) -> JSONValue { ["id": .integer(tag.id), "description": .string(tag.description)] }

    func json(_ date: KeyDate) -> JSONValue {
        [
            "id": .integer(date.id), "date": .string(date.date.text), "name": .string(date.name),
            "value": date.value?.number ?? .null,
        ]
    }

    func json(_ message: StatusMessage) -> JSONValue {
        let user = directory.user(message.createdBy)
        return [
            "id": .integer(message.id), "message": .string(message.message),
            "createdDateUtc": .string(message.createdAt.lawVuText), "userId": .string(message.createdBy),
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
