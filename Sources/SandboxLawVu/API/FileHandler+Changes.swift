import HTTPTypes
import Hummingbird
import SandboxKit
import Storage
import Webhooks

/// What changes files.
extension FileHandler {
    /// The form of the second version: what the file is for stands beside it.
    func upload(_ call: LawVuCall) async throws -> Response {
        let (taken, fields) = try await take(call)
        let target = try FileTarget(fields)
        let file = try await world.change(by: call.user) { change in
            let dossier = try target.dossier.map { try change.look.dossier($0.kind, $0.id) }
            return try change.addFile(taken, to: dossier)
        }
        return Self.created(file)
    }

    func addVersion(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        _ = try await world.look(as: call.user) { try $0.file(id) }
        let taken = try await take(call).upload
        let file = try await world.change(by: call.user) { try $0.addVersion(taken, of: try $0.look.file(id)) }
        return Self.created(file)
    }

    /// The form of the first version: `parentFileId` in the query names the file that it is a new version of.
    func add(to kind: Dossier.Kind, _ call: LawVuCall) async throws -> DossierFile {
        let (id, parent) = (try call.id(), try Self.parent(call))
        _ = try await world.look(as: call.user) { try $0.dossier(kind, id) }
        let taken = try await take(call).upload
        return try await world.change(by: call.user) { change in
            let dossier = try change.look.dossier(kind, id)
            guard let parent else { return try change.addFile(taken, to: dossier) }
            let file = try change.look.file(parent)
            guard file.kind == kind, file.dossierID == id else { throw LawVuProblem.notFound }
            return try change.addVersion(taken, of: file)
        }
    }

    private static func parent(_ call: LawVuCall) throws -> Int64? {
        guard let text = call.parameters.first(where: { $0.name == "parentFileId" })?.value else { return nil }
        guard let id = Int64(text) else { throw LawVuProblem.invalid("ParentFileId", "Give the id of a file.") }
        return id
    }

    func rename(_ call: LawVuCall) async throws -> Response {
        let (id, wish) = (try call.id(), try await call.json())
        if let folder = wish["folder"], !folder.isNull {
            throw LawVuProblem.invalid("Folder", "The sandbox keeps no folders: leave it out or give null.")
        }
        try await world.change(by: call.user) { change in
            let file = try change.look.file(id)
            guard let name = wish["name"] else { return }
            do throws(RequestFailure) { try FileRules.check(name: name.string ?? "") } catch {
                throw LawVuProblem.invalid("Name", error.detail)
            }
            _ = try change.rename(file, to: name.string ?? "")
        }
        return .lawVu(204, nil)
    }

    private func take(_ call: LawVuCall) async throws -> (upload: TakenUpload, fields: [String: String]) {
        guard call.request.headers[.contentType]?.lowercased().hasPrefix("multipart/form-data") == true else {
            throw LawVuProblem.unsupportedMediaType("The Content-Type must be multipart/form-data for file uploads")
        }
        let form = try await uploads.whole(call.request, bytesMax: Self.fileBytesMax)
        guard let upload = try await uploads.taken(form) else { throw LawVuProblem.invalid("File", "Required") }
        return (upload, form.fields)
    }

    static func created(_ file: DossierFile) -> Response {
        .lawVu(201, ["id": .integer(file.id)], location: "/lawvu/v2/files/\(file.id)")
    }
}

/// What an uploaded file is for.
private struct FileTarget {
    let dossier: (kind: Dossier.Kind, id: Int64)?

    init(_ fields: [String: String]) throws {
        let id = fields["targetResourceId"].flatMap { Int64($0) }
        switch (fields["targetResourceType"], id) {
        case ("ContractCreation", _): dossier = nil
        case ("Matter", let id?): dossier = (.matter, id)
        case ("Contract", let id?): dossier = (.contract, id)
        case ("Matter", nil), ("Contract", nil):
            throw LawVuProblem.invalid("TargetResourceId", "Give the id of what the file is added to.")
        default:
            throw LawVuProblem.invalid("TargetResourceType", "Give Matter, Contract or ContractCreation.")
        }
    }
}

extension Uploads {
    /// Nil when no file was chosen.
    func taken(_ form: Form) async throws -> TakenUpload? {
        guard let id = form.file?.prefix(while: { $0 != ";" }).description else { return nil }
        return try await store.read { reading in
            guard let upload = try FileTables.upload(id, in: reading) else { return nil }
            let size = FileSlices(parts: try FileTables.parts(of: id, in: reading)).size
            return TakenUpload(id: id, name: upload.name, size: size)
        }
    }
}
