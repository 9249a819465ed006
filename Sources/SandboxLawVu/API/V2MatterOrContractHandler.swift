import Hummingbird
import SandboxKit
import Webhooks

/// Matters, or contracts, in version 2 of the API.
struct V2MatterOrContractHandler: Sendable {
    let kind: MatterOrContract.Kind

    private var root: String { "v2/\(kind.rawValue)s" }

    var routes: [LawVuRoute] {
        [
            LawVuRoute(.get, root, list), LawVuRoute(.post, root, create),
            LawVuRoute(.get, root + "/:id") { call in
                .lawVu(200, try await call.query { try $0.json(try $0.item(kind, call.id)) })
            },
            LawVuRoute(.patch, root + "/:id") { call in
                let json = try await call.json()
                try await call.change { try $0.update(kind, call.id) { json } }
                return .lawVu(204)
            },
        ]
    }

    private func list(_ call: LawVuCall) async throws -> Response {
        let listQuery = try ODataListQuery(call.parameters)
        let items = try await call.query { query in try listQuery.run(kind, query).map { try query.json($0) } }
        return .lawVu(200, ["items": .array(items)])
    }

    private func create(_ call: LawVuCall) async throws -> Response {
        let json = try await call.json()
        let created = try await call.change { change in
            let edit = try MatterOrContractEdit(json, of: kind, isNew: true, change.directory)
            let document = try document(json, change)
            let item = try change.open(kind, edit)
            if let document { try change.attach(document, to: item) }
            return try change.query.json(item)
        }
        return .lawVu(201, created, location: "/lawvu/\(root)/\(created["id"]?.scalarText ?? "")")
    }

    /// The document of a new contract, which was uploaded before the contract is created.
    private func document(_ json: JSONValue, _ change: LawVuChange) throws -> LawVuFile? {
        guard kind == .contract, let document = json["document"], !document.isNull else { return nil }
        guard let id = document["id"]?.integer, let file = try? change.query.file(id), file.itemID == nil else {
            throw LawVuProblem.invalid(
                "Document", "Give the id of a file that was uploaded with targetResourceType ContractCreation.")
        }
        return file
    }
}
