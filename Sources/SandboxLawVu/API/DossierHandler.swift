import HTTPTypes
import Hummingbird
import SandboxKit
import Storage
import Webhooks

/// Matters, or contracts, in the second version of the interface.
struct DossierHandler: Sendable {
    let kind: Dossier.Kind
    let world: LawVuWorld

    private var root: String { "v2/\(kind.rawValue)s" }

    var routes: [LawVuRoute] {
        [
            LawVuRoute(.get, root, list), LawVuRoute(.post, root, create), LawVuRoute(.get, root + "/:id", one),
            LawVuRoute(.patch, root + "/:id", update),
        ]
    }

    private func list(_ call: LawVuCall) async throws -> Response {
        let query = try DossierQuery(call.parameters)
        let items = try await world.look(as: call.user) { look in
            try query.run(kind, as: look.user, in: look.reading).map { try look.json($0) }
        }
        return .lawVu(200, ["items": .array(items)])
    }

    private func one(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        return .lawVu(200, try await world.look(as: call.user) { try $0.json(try $0.dossier(kind, id)) })
    }

    private func create(_ call: LawVuCall) async throws -> Response {
        let wish = try await call.json()
        let made = try await world.change(by: call.user) { change in
            let edit = try DossierEdit(wish, of: kind, isNew: true, change.directory)
            let text = try document(wish, change)
            let dossier = try change.open(kind, edit)
            if let text { try change.adopt(text, as: dossier) }
            return try change.look.json(dossier)
        }
        return .lawVu(201, made, location: "/lawvu/\(root)/\(made["id"]?.scalarText ?? "")")
    }

    private func update(_ call: LawVuCall) async throws -> Response {
        let (id, wish) = (try call.id(), try await call.json())
        try await world.change(by: call.user) { change in
            let dossier = try change.look.dossier(kind, id)
            try change.update(dossier, try DossierEdit(wish, of: kind, isNew: false, change.directory))
        }
        return .lawVu(204, nil)
    }

    /// The text of a new contract, uploaded before it.
    private func document(_ wish: JSONValue, _ change: LawVuChange) throws -> DossierFile? {
        guard kind == .contract, let document = wish["document"], !document.isNull else { return nil }
        guard let id = document["id"]?.integer, let file = try? change.look.file(id), file.dossierID == nil else {
            throw LawVuProblem.invalid(
                "Document", "Give the id of a file that was uploaded with targetResourceType ContractCreation.")
        }
        return file
    }
}

extension LawVuLook {
    func json(_ dossier: Dossier) throws -> JSONValue {
        let document = dossier.kind == .contract ? try FileRows.document(of: dossier.id, in: reading) : nil
        return DossierJSON(directory: directory).dossier(dossier, document: document)
    }
}
