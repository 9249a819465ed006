import HTTPTypes
import Hummingbird
import SandboxKit
import Storage
import Webhooks

/// Files of matters and contracts, and the documents of contracts.
struct FileHandler: Sendable {
    static let fileBytesMax = 50 * 1_024 * 1_024
    let world: LawVuWorld
    let uploads: Uploads

    var routes: [LawVuRoute] {
        let kinds: [MatterOrContract.Kind] = [.matter, .contract]
        return kinds.flatMap(routes) + [
            LawVuRoute(.post, "v2/files", upload), LawVuRoute(.get, "v2/files/:id", one),
            LawVuRoute(.patch, "v2/files/:id", rename), LawVuRoute(.post, "v2/files/:id", addVersion),
            LawVuRoute(.get, "v2/files/:id/content", content),
        ]
    }

    private func routes(_ kind: MatterOrContract.Kind) -> [LawVuRoute] {
        let (v2, v1) = ("v2/\(kind.rawValue)s/:id/files", "\(kind.rawValue)-apis/v1/\(kind.rawValue)s/:id/files")
        return [
            LawVuRoute(.get, v2) { .lawVu(200, ["items": .array(try await list(kind, $0))]) },
            LawVuRoute(.post, v2) { Self.created(try await add(to: kind, $0)) },
            LawVuRoute(.get, v2 + "/:file") { try await one(of: kind, $0) },
            LawVuRoute(.get, v1) { call in
                let files = try await list(kind, call)
                return .lawVu(200, ["data": .array(files), "total": .integer(Int64(files.count))])
            },
            LawVuRoute(.post, v1) { .lawVu(201, .integer(try await add(to: kind, $0).id)) },
        ]
    }

    private func list(_ kind: MatterOrContract.Kind, _ call: LawVuCall) async throws -> [JSONValue] {
        let id = try call.id()
        return try await world.query(as: call.user) { query in
            let item = try query.item(kind, id)
            return try LawVuFileTables.list(of: kind, id, in: query.reading).map {
                V2JSON(directory: query.directory).file($0, isRestricted: item.restricted)
            }
        }
    }

    private func one(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        return .lawVu(200, try await world.query(as: call.user) { try $0.json(try $0.file(id)) })
    }

    private func one(of kind: MatterOrContract.Kind, _ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let fileID = try call.id(1)
        let json = try await world.query(as: call.user) { query in
            let file = try query.file(fileID)
            guard file.kind == kind, file.itemID == id else { throw LawVuProblem.notFound }
            return try query.json(file)
        }
        return .lawVu(200, json)
    }

    private func content(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let (file, contents) = try await world.query(as: call.user) { query in
            let file = try query.file(id)
            return (file, try FileContents(file, in: query.reading))
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: FileRules.mediaType(of: file.name), .cacheControl: "no-store",
                .xContentTypeOptions: "nosniff", .contentDisposition: Self.disposition(file.name),
            ], body: contents.body(0..<contents.size, from: world.store))
    }

    /// A `filename*` parameter: all characters but the attr-chars of RFC 8187 are percent-encoded.
    private static func disposition(_ name: String) -> String {
        let plain = name.percentEncoded.replacing("*", with: "%2A").replacing(",", with: "%2C")
        return "attachment; filename*=UTF-8''" + plain.replacing(":", with: "%3A")
    }
}

extension LawVuQuery {
    func json(_ file: LawVuFile) throws -> JSONValue {
        let owner = try file.itemID.map { try item(file.kind, $0) }
        return V2JSON(directory: directory).file(file, isRestricted: owner?.restricted ?? false)
    }
}
