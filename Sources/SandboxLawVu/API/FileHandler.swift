import HTTPTypes
import Hummingbird
import SandboxKit
import Webhooks

/// Files of matters and contracts, and the documents of contracts.
enum FileHandler {
    static var routes: [LawVuRoute] {
        [
            LawVuRoute(.post, "v2/files", upload),
            LawVuRoute(.get, "v2/files/:id") { call in
                .lawVu(200, try await call.query { try $0.json(try $0.file(call.id)) })
            },
            LawVuRoute(.patch, "v2/files/:id", rename), LawVuRoute(.post, "v2/files/:id", addVersion),
            LawVuRoute(.get, "v2/files/:id/content", content),
        ]
    }

    static func routes(of kind: MatterOrContract.Kind) -> [LawVuRoute] {
        let v2 = "v2/\(kind.rawValue)s/:id/files"
        let v1 = "\(kind.rawValue)-apis/v1/\(kind.rawValue)s/:id/files"
        return [
            LawVuRoute(.get, v2) { .lawVu(200, ["items": .array(try await list(kind, $0))]) },
            LawVuRoute(.post, v2) { created(try await add(to: kind, $0)) },
            LawVuRoute(.get, v2 + "/:file") { call in
                .lawVu(200, try await call.query { try $0.json(try $0.file(call.partID, of: kind, call.id)) })
            },
            LawVuRoute(.get, v1) { call in
                let files = try await list(kind, call)
                return .lawVu(files, of: files.count)
            },
            LawVuRoute(.post, v1) { .lawVu(201, .integer(try await add(to: kind, $0).id)) },
        ]
    }

    private static func list(_ kind: MatterOrContract.Kind, _ call: LawVuCall) async throws -> [JSONValue] {
        try await call.query { query in
            let item = try query.item(kind, call.id)
            return try LawVuFile.files(of: item, in: query.reading).map {
                V2JSON(directory: query.directory).file($0, isRestricted: item.restricted)
            }
        }
    }

    private static func content(_ call: LawVuCall) async throws -> Response {
        let (file, contents) = try await call.query { query in
            let file = try query.file(call.id)
            return (file, try file.contents(in: query.reading))
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: FileRules.mediaType(of: file.name), .cacheControl: "no-store",
                .xContentTypeOptions: "nosniff", .contentDisposition: disposition(file.name),
            ], body: contents.body(0..<contents.size, from: call.world.store))
    }

    /// A `filename*` parameter: all characters but the attr-chars of RFC 8187 are percent-encoded.
    private static func disposition(_ name: String) -> String {
        let plain = name.percentEncoded.replacing("*", with: "%2A").replacing(",", with: "%2C")
        return "attachment; filename*=UTF-8''" + plain.replacing(":", with: "%3A")
    }
}

/// Uploads, new versions and renames.
extension FileHandler {
    /// The upload form of version 2: form fields beside the file name the matter or contract it is added to.
    private static func upload(_ call: LawVuCall) async throws -> Response {
        let (file, fields) = try await receive(call)
        let target = try target(fields)
        let added = try await call.change { change in
            try change.addFile(file, to: try target.map { try change.query.item($0.kind, $0.id) })
        }
        return created(added)
    }

    /// The matter or contract that an upload is added to; nil for the document of a contract that is created later.
    private static func target(_ fields: [String: String]) throws -> (kind: MatterOrContract.Kind, id: Int64)? {
        switch (fields["targetResourceType"], fields["targetResourceId"].flatMap { Int64($0) }) {
        case ("ContractCreation", _): return nil
        case ("Matter", let id?): return (.matter, id)
        case ("Contract", let id?): return (.contract, id)
        case ("Matter", nil), ("Contract", nil):
            throw LawVuProblem.invalid(
                "TargetResourceId", "Give the id of the matter or contract that the file is added to.")
        default: throw LawVuProblem.invalid("TargetResourceType", "Give Matter, Contract or ContractCreation.")
        }
    }

    private static func addVersion(_ call: LawVuCall) async throws -> Response {
        _ = try await call.query { try $0.file(call.id) }
        let upload = try await receive(call).upload
        return created(try await call.change { try $0.addVersion(upload, of: try $0.query.file(call.id)) })
    }

    /// The upload form of version 1: with `parentFileId` in the query string the upload is a new version of that file.
    private static func add(to kind: MatterOrContract.Kind, _ call: LawVuCall) async throws -> LawVuFile {
        let parentID = try parentFileID(call)
        _ = try await call.query { try $0.item(kind, call.id) }
        let upload = try await receive(call).upload
        return try await call.change { change in
            let item = try change.query.item(kind, call.id)
            guard let parentID else { return try change.addFile(upload, to: item) }
            return try change.addVersion(upload, of: try change.query.file(parentID, of: kind, call.id))
        }
    }

    private static func parentFileID(_ call: LawVuCall) throws -> Int64? {
        guard let text = call.parameters.first(where: { $0.name == "parentFileId" })?.value else { return nil }
        guard let id = Int64(text) else { throw LawVuProblem.invalid("ParentFileId", "Give the id of a file.") }
        return id
    }

    private static func rename(_ call: LawVuCall) async throws -> Response {
        let json = try await call.json()
        if let folder = json["folder"], !folder.isNull {
            throw LawVuProblem.invalid("Folder", "The sandbox has no folders: omit the member or send null.")
        }
        try await call.change { change in
            let file = try change.query.file(call.id)
            guard let name = json["name"] else { return }
            do throws(RequestFailure) { try FileRules.check(name: name.string ?? "") } catch {
                throw LawVuProblem.invalid("Name", error.detail)
            }
            try change.rename(file, to: name.string ?? "")
        }
        return .lawVu(204)
    }

    private static func receive(_ call: LawVuCall) async throws -> (upload: LawVuUpload, fields: [String: String]) {
        guard call.request.headers[.contentType]?.lowercased().hasPrefix("multipart/form-data") == true else {
            throw LawVuProblem.unsupportedMediaType("The Content-Type must be multipart/form-data for file uploads")
        }
        let (upload, fields) = try await call.world.receive(call.request)
        guard let upload else { throw LawVuProblem.invalid("File", "Required") }
        return (upload, fields)
    }

    private static func created(_ file: LawVuFile) -> Response {
        .lawVu(201, ["id": .integer(file.id)], location: "/lawvu/v2/files/\(file.id)")
    }
}
