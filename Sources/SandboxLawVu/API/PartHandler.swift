import HTTPTypes
import Hummingbird
import SandboxKit
import Storage
import Webhooks

/// Status messages, tags and key dates, in the first version of the interface.
struct PartHandler: Sendable {
    static let pageMax = 200
    let world: LawVuWorld

    var routes: [LawVuRoute] {
        let (matters, contracts) = ("matter-apis/v1/matters/:id", "contract-apis/v1/contracts/:id")
        return [
            LawVuRoute(.get, matters + "/statusMessages") { try await messages(of: .matter, $0) },
            LawVuRoute(.post, matters + "/statusMessages") { try await say(of: .matter, $0) },
            LawVuRoute(.get, contracts + "/statusMessages") { try await messages(of: .contract, $0) },
            LawVuRoute(.post, contracts + "/statusMessages") { try await say(of: .contract, $0) },
            LawVuRoute(.get, matters + "/tags", tags), LawVuRoute(.post, matters + "/tags", addTag),
            LawVuRoute(.delete, matters + "/tags/:tag", removeTag),
            LawVuRoute(.get, contracts + "/keyDates", keyDates),
            LawVuRoute(.post, contracts + "/keyDates", addKeyDate),
            LawVuRoute(.patch, contracts + "/keyDates/:date", updateKeyDate),
        ]
    }

    private func messages(of kind: Dossier.Kind, _ call: LawVuCall) async throws -> Response {
        let (id, query) = (try call.id(), try FirstListQuery(call.parameters, of: kind).query)
        let (data, total) = try await world.look(as: call.user) { look in
            let dossier = try look.dossier(kind, id)
            let page = try PartRows.messages(of: dossier, limit: query.top, skipping: query.skip, in: look.reading)
            return (page.map { look.message($0) }, try PartRows.messageCount(of: dossier, in: look.reading))
        }
        return .lawVu(200, ["data": .array(data), "total": .integer(Int64(total))])
    }

    private func say(of kind: Dossier.Kind, _ call: LawVuCall) async throws -> Response {
        let (id, wish) = (try call.id(), try await call.json())
        // The vendor writes the member both ways.
        let text = try Self.text(wish["statusMessage"] ?? wish["StatusMessage"], "StatusMessage")
        try await world.change(by: call.user) { _ = try $0.say(text, of: try $0.look.dossier(kind, id)) }
        return .lawVu(204, nil)
    }

    private func tags(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let tags = try await world.look(as: call.user) { look in
            try PartRows.tags(of: try look.dossier(.matter, id), in: look.reading).map { look.json($0) }
        }
        return .lawVu(200, .array(tags))
    }

    private func addTag(_ call: LawVuCall) async throws -> Response {
        let (id, wish) = (try call.id(), try await call.json())
        let text = try Self.text(wish["description"], "Description", max: LawVuLimits.nameCharactersMax)
        let tag = try await world.change(by: call.user) { try $0.addTag(text, to: try $0.look.dossier(.matter, id)) }
        return .lawVu(201, .integer(tag.id))
    }

    private func removeTag(_ call: LawVuCall) async throws -> Response {
        let (id, tag) = (try call.id(), try call.id(1))
        try await world.change(by: call.user) { try $0.removeTag(tag, from: try $0.look.dossier(.matter, id)) }
        return .lawVu(204, nil)
    }

    private func keyDates(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let dates = try await world.look(as: call.user) { look in
            try PartRows.keyDates(of: try look.dossier(.contract, id), in: look.reading).map { look.json($0) }
        }
        return .lawVu(200, .array(dates))
    }

    private func addKeyDate(_ call: LawVuCall) async throws -> Response {
        let (id, wish) = (try call.id(), try KeyDateWish(try await call.json(), isNew: true))
        let added = try await world.change(by: call.user) { change in
            try change.addKeyDate(wish, to: try change.look.dossier(.contract, id))
        }
        return .lawVu(201, .integer(added.id))
    }

    private func updateKeyDate(_ call: LawVuCall) async throws -> Response {
        let (id, dateID) = (try call.id(), try call.id(1))
        let wish = try KeyDateWish(try await call.json(), isNew: false)
        try await world.change(by: call.user) { change in
            let contract = try change.look.dossier(.contract, id)
            let date = try change.keyDate(dateID, of: contract)
            try change.update(date, to: wish.applied(to: date), of: contract)
        }
        return .lawVu(204, nil)
    }

    private static func text(
        _ value: JSONValue?, _ name: String, max: Int = LawVuLimits.textCharactersMax
    ) throws -> String {
        guard let value else { throw LawVuProblem.invalid(name, "Required") }
        do throws(Hint) { return try WishedValue(value).text(max: max) } catch {
            throw LawVuProblem.invalid(name, error.text)
        }
    }
}
