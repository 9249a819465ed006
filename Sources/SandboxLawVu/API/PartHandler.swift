import HTTPTypes
import Hummingbird
import SandboxKit
import Storage
import Webhooks

/// Status messages, tags and key dates in version 1 of the API.
struct PartHandler: Sendable {
    static let pageMax = 200
    let world: LawVuWorld

    var routes: [LawVuRoute] {
        let (matters, contracts) = ("matter-apis/v1/matters/:id", "contract-apis/v1/contracts/:id")
        return [
            LawVuRoute(.get, matters + "/statusMessages") { try await messages(of: .matter, $0) },
            LawVuRoute(.post, matters + "/statusMessages") { try await addMessage(of: .matter, $0) },
            LawVuRoute(.get, contracts + "/statusMessages") { try await messages(of: .contract, $0) },
            LawVuRoute(.post, contracts + "/statusMessages") { try await addMessage(of: .contract, $0) },
            LawVuRoute(.get, matters + "/tags", tags), LawVuRoute(.post, matters + "/tags", addTag),
            LawVuRoute(.delete, matters + "/tags/:tag", removeTag),
            LawVuRoute(.get, contracts + "/keyDates", keyDates),
            LawVuRoute(.post, contracts + "/keyDates", addKeyDate),
            LawVuRoute(.patch, contracts + "/keyDates/:date", updateKeyDate),
        ]
    }

    private func messages(of kind: MatterOrContract.Kind, _ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let listQuery = try V1ListQuery(call.parameters, of: kind).listQuery
        let (data, total) = try await world.query(as: call.user) { query in
            let item = try query.item(kind, id)
            let page = try LawVuPartTables.messages(
                of: item, limit: listQuery.top, skipping: listQuery.skip, in: query.reading)
            return (page.map { query.message($0) }, try LawVuPartTables.messageCount(of: item, in: query.reading))
        }
        return .lawVu(200, ["data": .array(data), "total": .integer(Int64(total))])
    }

    private func addMessage(of kind: MatterOrContract.Kind, _ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let json = try await call.json()
        // The vendor's documentation spells the member both ways.
        let text = try Self.text(json["statusMessage"] ?? json["StatusMessage"], "StatusMessage")
        try await world.change(by: call.user) { _ = try $0.addMessage(text, to: try $0.query.item(kind, id)) }
        return .lawVu(204, nil)
    }

    private func tags(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let tags = try await world.query(as: call.user) { query in
            try LawVuPartTables.tags(of: try query.item(.matter, id), in: query.reading).map { query.json($0) }
        }
        return .lawVu(200, .array(tags))
    }

    private func addTag(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let json = try await call.json()
        let text = try Self.text(json["description"], "Description", max: LawVuLimits.nameCharactersMax)
        let tag = try await world.change(by: call.user) { try $0.addTag(text, to: try $0.query.item(.matter, id)) }
        return .lawVu(201, .integer(tag.id))
    }

    private func removeTag(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let tagID = try call.id(1)
        try await world.change(by: call.user) { try $0.removeTag(tagID, from: try $0.query.item(.matter, id)) }
        return .lawVu(204, nil)
    }

    private func keyDates(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let dates = try await world.query(as: call.user) { query in
            try LawVuPartTables.keyDates(of: try query.item(.contract, id), in: query.reading).map { query.json($0) }
        }
        return .lawVu(200, .array(dates))
    }

    private func addKeyDate(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let request = try KeyDateRequest(try await call.json(), isNew: true)
        let added = try await world.change(by: call.user) { change in
            try change.addKeyDate(request, to: try change.query.item(.contract, id))
        }
        return .lawVu(201, .integer(added.id))
    }

    private func updateKeyDate(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let dateID = try call.id(1)
        let request = try KeyDateRequest(try await call.json(), isNew: false)
        try await world.change(by: call.user) { change in
            let contract = try change.query.item(.contract, id)
            let date = try change.keyDate(dateID, of: contract)
            try change.update(date, to: request.applied(to: date), of: contract)
        }
        return .lawVu(204, nil)
    }

    private static func text(
        _ value: JSONValue?, _ name: String, max: Int = LawVuLimits.textCharactersMax
    ) throws -> String {
        guard let value else { throw LawVuProblem.invalid(name, "Required") }
        do throws(Hint) { return try RequestedValue(value).text(max: max) } catch {
            throw LawVuProblem.invalid(name, error.text)
        }
    }
}
