import HTTPTypes
import Hummingbird
import SandboxKit
import Storage
import Webhooks

/// Matters, or contracts, in version 2 of the API.
struct V2MatterOrContractHandler: Sendable {
    let kind: MatterOrContract.Kind
    let world: LawVuWorld

    private var root: String { "v2/\(kind.rawValue)s" }

    var routes: [LawVuRoute] {
        [
            LawVuRoute(.get, root, list), LawVuRoute(.post, root, create), LawVuRoute(.get, root + "/:id", one),
            LawVuRoute(.patch, root + "/:id", update),
        ]
    }

    private func list(_ call: LawVuCall) async throws -> Response {
        let listQuery = try ODataListQuery(call.parameters)
        let items = try await world.query(as: call.user) { query in
            try listQuery.run(kind, as: query.user, in: query.reading).map { try query.json($0) }
        }
        return .lawVu(200, ["items": .array(items)])
    }

    private func one(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        return .lawVu(200, try await world.query(as: call.user) { try $0.json(try $0.item(kind, id)) })
    }

    private func create(_ call: LawVuCall) async throws -> Response {
        let json = try await call.json()
        let created = try await world.change(by: call.user) { change in
            let edit = try MatterOrContractEdit(json, of: kind, isNew: true, change.directory)
            let document = try document(json, change)
            let item = try change.open(kind, edit)
            if let document { try change.attach(document, to: item) }
            return try change.query.json(item)
        }
        return .lawVu(201, created, location: "/lawvu/\(root)/\(created["id"]?.scalarText ?? "")")
    }

    private func update(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let json = try await call.json()
        try await world.change(by: call.user) { change in
            let item = try change.query.item(kind, id)
            try change.update(item, try MatterOrContractEdit(json, of: kind, isNew: false, change.directory))
        }
        return .lawVu(204, nil)
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

extension LawVuQuery {
    func json(_ item: MatterOrContract) throws -> JSONValue {
        let document = item.kind == .contract ? try LawVuFileTables.document(of: item.id, in: reading) : nil
        return V2JSON(directory: directory).item(item, document: document)
    }
}
