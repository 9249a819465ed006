import HTTPTypes
import Hummingbird
import SandboxKit
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

extension LawVuLook {
    func json(_ file: DossierFile) throws -> JSONValue {
        let owner = try file.dossierID.map { try dossier(file.kind, $0) }
        return DossierJSON(directory: directory).file(file, isRestricted: owner?.restricted ?? false)
    }
}
