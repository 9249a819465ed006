import HTTPTypes
import Hummingbird
import SandboxKit
import Storage
import Webhooks

/// Uploads, new versions and renames.
extension FileHandler {
    /// The upload form of version 2: form fields beside the file name the matter or contract it is added to.
    func upload(_ call: LawVuCall) async throws -> Response {
        let (file, fields) = try await receive(call)
        let target = try FileTarget(fields)
        let added = try await world.change(by: call.user) { change in
            let item = try target.item.map { try change.query.item($0.kind, $0.id) }
            return try change.addFile(file, to: item)
        }
        return Self.created(added)
    }

    func addVersion(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        _ = try await world.query(as: call.user) { try $0.file(id) }
        let upload = try await receive(call).upload
        let file = try await world.change(by: call.user) { try $0.addVersion(upload, of: try $0.query.file(id)) }
        return Self.created(file)
    }

    /// The upload form of version 1: with `parentFileId` in the query string the upload is a new version of that file.
    func add(to kind: MatterOrContract.Kind, _ call: LawVuCall) async throws -> LawVuFile {
        let id = try call.id()
        let parentID = try Self.parentFileID(call)
        _ = try await world.query(as: call.user) { try $0.item(kind, id) }
        let upload = try await receive(call).upload
        return try await world.change(by: call.user) { change in
            let item = try change.query.item(kind, id)
            guard let parentID else { return try change.addFile(upload, to: item) }
            let file = try change.query.file(parentID)
            guard file.kind == kind, file.itemID == id else { throw LawVuProblem.notFound }
            return try change.addVersion(upload, of: file)
        }
    }

    private static func parentFileID(_ call: LawVuCall) throws -> Int64? {
        guard let text = call.parameters.first(where: { $0.name == "parentFileId" })?.value else { return nil }
        guard let id = Int64(text) else { throw LawVuProblem.invalid("ParentFileId", "Give the id of a file.") }
        return id
    }

    func rename(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let json = try await call.json()
        if let folder = json["folder"], !folder.isNull {
            throw LawVuProblem.invalid("Folder", "The sandbox has no folders: omit the member or send null.")
        }
        try await world.change(by: call.user) { change in
            let file = try change.query.file(id)
            guard let name = json["name"] else { return }
            do throws(RequestFailure) { try FileRules.check(name: name.string ?? "") } catch {
                throw LawVuProblem.invalid("Name", error.detail)
            }
            _ = try change.rename(file, to: name.string ?? "")
        }
        return .lawVu(204, nil)
    }

    private func receive(_ call: LawVuCall) async throws -> (upload: LawVuUpload, fields: [String: String]) {
        guard call.request.headers[.contentType]?.lowercased().hasPrefix("multipart/form-data") == true else {
            throw LawVuProblem.unsupportedMediaType("The Content-Type must be multipart/form-data for file uploads")
        }
        let form = try await uploads.receive(call.request, bytesMax: Self.fileBytesMax)
        guard let upload = try await uploads.lawVuUpload(form) else { throw LawVuProblem.invalid("File", "Required") }
        return (upload, form.fields)
    }

    static func created(_ file: LawVuFile) -> Response {
        .lawVu(201, ["id": .integer(file.id)], location: "/lawvu/v2/files/\(file.id)")
    }
}

/// The matter or contract that an upload is added to; nil for the document of a contract that is created later.
private struct FileTarget {
    let item: (kind: MatterOrContract.Kind, id: Int64)?

    init(_ fields: [String: String]) throws {
        let id = fields["targetResourceId"].flatMap { Int64($0) }
        switch (fields["targetResourceType"], id) {
        case ("ContractCreation", _): item = nil
        case ("Matter", let id?): item = (.matter, id)
        case ("Contract", let id?): item = (.contract, id)
        case ("Matter", nil), ("Contract", nil):
            throw LawVuProblem.invalid(
                "TargetResourceId", "Give the id of the matter or contract that the file is added to.")
        default:
            throw LawVuProblem.invalid("TargetResourceType", "Give Matter, Contract or ContractCreation.")
        }
    }
}

extension Uploads {
    /// The uploaded file of a form; nil when no file was chosen.
    func lawVuUpload(_ form: Form) async throws -> LawVuUpload? {
        guard let id = form.file?.prefix(while: { $0 != ";" }).description else { return nil }
        return try await store.read { reading in
            guard let upload = try FileTables.upload(id, in: reading) else { return nil }
            let size = FileSlices(parts: try FileTables.parts(of: id, in: reading)).size
            return LawVuUpload(id: id, name: upload.name, size: size)
        }
    }
}
