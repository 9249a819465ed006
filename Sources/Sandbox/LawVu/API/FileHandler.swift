import HTTPTypes
import Hummingbird
import Storage
import Webhooks

/// Files of matters and contracts, and the text of contracts.
struct FileHandler: Sendable {
    static let fileBytesMax = 50 * 1_024 * 1_024
    let world: LawVuWorld
    let uploads: Uploads

    var routes: [LawVuRoute] {
        let kinds: [Dossier.Kind] = [.matter, .contract]
        return kinds.flatMap(routes) + [
            LawVuRoute(.post, "v2/files", upload), LawVuRoute(.get, "v2/files/:id", one),
            LawVuRoute(.patch, "v2/files/:id", rename), LawVuRoute(.post, "v2/files/:id", addVersion),
            LawVuRoute(.get, "v2/files/:id/content", content),
        ]
    }

    private func routes(_ kind: Dossier.Kind) -> [LawVuRoute] {
        let (second, first) = ("v2/\(kind.rawValue)s/:id/files", "\(kind.rawValue)-apis/v1/\(kind.rawValue)s/:id/files")
        return [
            LawVuRoute(.get, second) { .lawVu(200, ["items": .array(try await list(kind, $0))]) },
            LawVuRoute(.post, second) { Self.created(try await add(to: kind, $0)) },
            LawVuRoute(.get, second + "/:file") { try await one(of: kind, $0) },
            LawVuRoute(.get, first) { call in
                let files = try await list(kind, call)
                return .lawVu(200, ["data": .array(files), "total": .integer(Int64(files.count))])
            },
            LawVuRoute(.post, first) { .lawVu(201, .integer(try await add(to: kind, $0).id)) },
        ]
    }

    private func list(_ kind: Dossier.Kind, _ call: LawVuCall) async throws -> [JSONValue] {
        let id = try call.id()
        return try await world.look(as: call.user) { look in
            let dossier = try look.dossier(kind, id)
            return try FileRows.list(of: kind, id, in: look.reading).map {
                DossierJSON(directory: look.directory).file($0, isRestricted: dossier.restricted)
            }
        }
    }

    private func one(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        return .lawVu(200, try await world.look(as: call.user) { try $0.json(try $0.file(id)) })
    }

    private func one(of kind: Dossier.Kind, _ call: LawVuCall) async throws -> Response {
        let (id, fileID) = (try call.id(), try call.id(1))
        let json = try await world.look(as: call.user) { look in
            let file = try look.file(fileID)
            guard file.kind == kind, file.dossierID == id else { throw LawVuProblem.notFound }
            return try look.json(file)
        }
        return .lawVu(200, json)
    }

    private func content(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let (file, contents) = try await world.look(as: call.user) { look in
            let file = try look.file(id)
            return (file, try FileContents(file, in: look.reading))
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: FileRules.mediaType(of: file.name), .cacheControl: "no-store",
                .xContentTypeOptions: "nosniff", .contentDisposition: Self.disposition(file.name),
            ], body: contents.body(0..<contents.size, from: world.store))
    }

    /// Only letters, digits and what RFC 8187 lets stand for itself.
    private static func disposition(_ name: String) -> String {
        let plain = name.percentEncoded.replacing("*", with: "%2A").replacing(",", with: "%2C")
        return "attachment; filename*=UTF-8''" + plain.replacing(":", with: "%3A")
    }
}

/// What changes them.
extension FileHandler {
    /// The form of the second version: what the file is for stands beside it.
    private func upload(_ call: LawVuCall) async throws -> Response {
        let (taken, fields) = try await take(call)
        let target = try FileTarget(fields)
        let file = try await world.change(by: call.user) { change in
            let dossier = try target.dossier.map { try change.look.dossier($0.kind, $0.id) }
            return try change.addFile(taken, to: dossier)
        }
        return Self.created(file)
    }

    private func addVersion(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        _ = try await world.look(as: call.user) { try $0.file(id) }
        let taken = try await take(call).upload
        let file = try await world.change(by: call.user) { try $0.addVersion(taken, of: try $0.look.file(id)) }
        return Self.created(file)
    }

    /// The form of the first version: `parentFileId` in the query names the file that it is a new version of.
    private func add(to kind: Dossier.Kind, _ call: LawVuCall) async throws -> DossierFile {
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

    private func rename(_ call: LawVuCall) async throws -> Response {
        let (id, wish) = (try call.id(), try await call.json())
        if let folder = wish["folder"], !folder.isNull {
            throw LawVuProblem.invalid("Folder", "The sandbox keeps no folders: leave it out or give null.")
        }
        try await world.change(by: call.user) { change in
            let file = try change.look.file(id)
            guard let name = wish["name"] else { return }
            do throws(RESTFailure) { try FileRules.check(name: name.string ?? "") } catch {
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

    private static func created(_ file: DossierFile) -> Response {
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

extension LawVuLook {
    func json(_ file: DossierFile) throws -> JSONValue {
        let owner = try file.dossierID.map { try dossier(file.kind, $0) }
        return DossierJSON(directory: directory).file(file, isRestricted: owner?.restricted ?? false)
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

extension FileContents {
    init(_ file: DossierFile, in reading: any Reading) throws {
        let parts = try FileTables.parts(of: .lawVu(file.id), in: reading)
        self = parts.isEmpty ? .written(file.page) : .uploaded(FileSlices(parts: parts))
    }
}

extension DossierFile {
    /// What stands in a file that came with the world: nobody uploaded it, yet it opens, and is as large as its record
    /// says.
    fileprivate var page: [UInt8] {
        PDF(lines: [
            .init(text: LawVuSetUp.organisation, points: 14, isBold: true), .init(text: ""),
            .init(text: name, points: 20, isBold: true), .init(text: ""), .init(text: displayID),
            .init(text: "This file was made up by the sandbox. Nobody is bound by it."),
        ]).bytes(size: size)
    }
}
