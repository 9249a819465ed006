import Hummingbird
import SandboxKit
import Webhooks

/// Status messages, tags and key dates in version 1 of the API.
enum PartHandler {
    static func routes(of kind: MatterOrContract.Kind) -> [LawVuRoute] {
        let item = "\(kind.rawValue)-apis/v1/\(kind.rawValue)s/:id"
        let tagRoutes = [
            LawVuRoute(.get, item + "/tags", tags), LawVuRoute(.post, item + "/tags", addTag),
            LawVuRoute(.delete, item + "/tags/:tag", removeTag),
        ]
        let keyDateRoutes = [
            LawVuRoute(.get, item + "/keyDates", keyDates), LawVuRoute(.post, item + "/keyDates", addKeyDate),
            LawVuRoute(.patch, item + "/keyDates/:date", updateKeyDate),
        ]
        return (kind == .matter ? tagRoutes : keyDateRoutes) + [
            LawVuRoute(.get, item + "/statusMessages") { try await messages(of: kind, $0) },
            LawVuRoute(.post, item + "/statusMessages") { try await addMessage(of: kind, $0) },
        ]
    }

    private static func messages(of kind: MatterOrContract.Kind, _ call: LawVuCall) async throws -> Response {
        let page = try ODataListQuery(v1: call.parameters, of: kind)
        return try await call.query { query in
            let item = try query.item(kind, call.id)
            let messages = try StatusMessage.latest(page.top, skipping: page.skip, of: item, in: query.reading)
            return .lawVu(messages.map(query.json), of: try StatusMessage.count(of: item, in: query.reading))
        }
    }

    private static func addMessage(of kind: MatterOrContract.Kind, _ call: LawVuCall) async throws -> Response {
        let json = try await call.json()
        // The vendor's documentation spells the member both ways.
        let text = try text(json["statusMessage"] ?? json["StatusMessage"], "StatusMessage")
        try await call.change { try $0.addMessage(text, to: try $0.query.item(kind, call.id)) }
        return .lawVu(204)
    }

    private static func tags(_ call: LawVuCall) async throws -> Response {
        try await call.query { query in
            let tags = try LawVuTag.list(of: try query.item(.matter, call.id), in: query.reading)
            return .lawVu(200, .array(tags.map(query.json)))
        }
    }

    private static func addTag(_ call: LawVuCall) async throws -> Response {
        let json = try await call.json()
        let text = try text(json["description"], "Description", max: LawVuLimits.nameCharactersMax)
        let tag = try await call.change { try $0.addTag(text, to: try $0.query.item(.matter, call.id)) }
        return .lawVu(201, .integer(tag.id))
    }

    private static func removeTag(_ call: LawVuCall) async throws -> Response {
        try await call.change { try $0.removeTag(call.partID, from: try $0.query.item(.matter, call.id)) }
        return .lawVu(204)
    }

    private static func keyDates(_ call: LawVuCall) async throws -> Response {
        try await call.query { query in
            let dates = try KeyDate.byDate(of: try query.item(.contract, call.id), in: query.reading)
            return .lawVu(200, .array(dates.map(query.json)))
        }
    }

    private static func addKeyDate(_ call: LawVuCall) async throws -> Response {
        let edit = try KeyDateEdit(try await call.json(), isNew: true)
        let added = try await call.change { try $0.addKeyDate(edit, to: try $0.query.item(.contract, call.id)) }
        return .lawVu(201, .integer(added.id))
    }

    private static func updateKeyDate(_ call: LawVuCall) async throws -> Response {
        let edit = try KeyDateEdit(try await call.json(), isNew: false)
        try await call.change { change in
            let contract = try change.query.item(.contract, call.id)
            try change.update(try change.query.part(call.partID, of: contract), edit, of: contract)
        }
        return .lawVu(204)
    }

    private static func text(
        _ value: JSONValue?, _ name: String, max: Int = LawVuLimits.textCharactersMax
    ) throws -> String {
        guard let value else { throw LawVuProblem.invalid(name, "Required") }
        do { return try RequestedType.text(max: max).read(value) } catch {
            throw LawVuProblem.invalid(name, error.text)
        }
    }
}
