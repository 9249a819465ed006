import HTTPTypes
import Hummingbird
import SandboxKit
import Storage
import Webhooks

/// `files`: uploads and downloads raw bytes in parts of at most 5 MiB; the other resources take JSON.
struct FilesController: Sendable {
    static let name = "files"
    let uploads: Uploads
    let tokens: ActionStepTokens

    func addRoutes(to router: Router<SandboxContext>) {
        for method: HTTPRequest.Method in [.get, .post, .put, .delete, .patch] {
            for path: RouterPath in ["actionstep/api/rest/files", "actionstep/api/rest/files/:id"] {
                router.on(path, method: method) { request, context in
                    await RequestFailure.answering(context) {
                        try await tokens.authorize(request, for: Self.name)
                        return try await answer(request, id: context.parameters.get("id")?.percentDecoded())
                    }
                }
            }
        }
    }

    private func answer(_ request: Request, id: String?) async throws -> Response {
        switch (request.effectiveMethod, id) {
        case (.get, let id?): try await download(request, file: id)
        case (.post, nil): try await start(request)
        case (.post, let id?): try await add(request, to: id)
        default: throw RequestFailure.methodNotAllowed
        }
    }

    private func start(_ request: Request) async throws -> Response {
        let (number, count) = try parts(request)
        guard number == 1 else { throw RequestFailure.badRequest("An upload begins with part_number=1") }
        return Self.response(try await uploads.start(request, partCount: count))
    }

    private func add(_ request: Request, to id: String) async throws -> Response {
        let (number, count) = try parts(request)
        return Self.response(try await uploads.add(request, number: number, partCount: count, to: id))
    }

    private func download(_ request: Request, file: String) async throws -> Response {
        let number = try parameter("part_number", of: request) ?? 1
        let contents = try await uploads.store.read { try FileContents(file: file, in: $0) }
        guard let range = contents.range(ofPart: number) else {
            throw RequestFailure.notFound("This file ends before part \(number)")
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/octet-stream", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
            ], body: contents.body(range, from: uploads.store))
    }

    private func parts(_ request: Request) throws -> (number: Int, count: Int) {
        let count = try parameter("part_count", of: request) ?? 1
        let number = try parameter("part_number", of: request) ?? 1
        guard (1...FileRules.partsMax).contains(count), (1...count).contains(number) else {
            throw RequestFailure.badRequest(
                "part_count is a number from 1 to \(FileRules.partsMax), part_number one from 1 to part_count")
        }
        return (number, count)
    }

    private func parameter(_ name: String, of request: Request) throws -> Int? {
        let pairs = FormText.parse(request.uri.query ?? "", plusIsSpace: false)
        guard let text = pairs.first(where: { $0.name == name })?.value else { return nil }
        guard let number = Int(text), number >= 1 else { throw RequestFailure.badRequest("\(name) is a number from 1") }
        return number
    }

    private static func response(_ progress: Uploads.Progress) -> Response {
        let status: JSONValue = progress.isComplete ? "Uploaded" : "Uploading"
        return Response(RESTReply(status: 200, body: [.init(name): ["id": .string(progress.id), "status": status]]))
    }
}
