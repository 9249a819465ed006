import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import SandboxKit
import Webhooks

/// The routes of the API: authentication, dispatch, and each refusal as a problem document.
struct LawVuController: Sendable {
    /// The first path segments of the API below `/lawvu`; all other paths are pages.
    static let roots = ["v2", "account-apis", "matter-apis", "contract-apis"]
    private static let routes =
        [MatterOrContract.Kind.matter, .contract].flatMap { kind in
            V2MatterOrContractHandler(kind: kind).routes + V1MatterOrContractHandler(kind: kind).routes
                + FileHandler.routes(of: kind) + PartHandler.routes(of: kind)
        } + FileHandler.routes + SetUpHandler.routes + SubscriptionHandler.routes

    let world: LawVuWorld
    let tokens: LawVuTokens

    func addRoutes(to router: Router<SandboxContext>) {
        let methods: [HTTPRequest.Method] = [.get, .post, .put, .delete, .patch]
        for (method, root) in methods.flatMap({ method in Self.roots.map { (method, $0) } }) {
            router.on(RouterPath("lawvu/\(root)/**"), method: method) { request, context in
                let path = [root] + context.parameters.getCatchAll().map { $0.percentDecoded() }
                do { return try await respond(request, path) } catch {
                    return .lawVu(problem(error, context), request, operationID: tokens.uuid())
                }
            }
        }
    }

    private func respond(_ request: Request, _ path: [String]) async throws -> Response {
        let user = try await tokens.user(of: request)
        let matching = Self.routes.filter { $0.matches(path) }
        guard let route = matching.first(where: { $0.method == request.effectiveMethod }) else {
            throw matching.isEmpty ? LawVuProblem.notFound : .methodNotAllowed
        }
        return try await route.handle(
            LawVuCall(request: request, user: user, world: world, path: path, ids: try route.ids(in: path)))
    }

    private func problem(_ error: any Error, _ context: SandboxContext) -> LawVuProblem {
        switch error {
        case let problem as LawVuProblem: return problem
        case let failure as RequestFailure: return LawVuProblem(failure)
        default:
            context.logger.error("request failed", metadata: ["error": "\(error)"])
            return .failed
        }
    }
}

extension FaultableRoutes {
    static let lawVu = FaultableRoutes(prefixes: LawVuController.roots.map { "/lawvu/\($0)/" }) { failure, request in
        .lawVu(LawVuProblem(failure), request, operationID: "00000000-0000-0000-0000-000000000000")
    }
}

extension Response {
    static func lawVu(_ status: Int, _ body: JSONValue? = nil, location: String? = nil) -> Response {
        var headers: HTTPFields = [.cacheControl: "no-store"]
        headers[.location] = location
        if body != nil { headers[.contentType] = "application/json; charset=utf-8" }
        return lawVu(status, body, headers)
    }

    private static func lawVu(_ status: Int, _ body: JSONValue?, _ headers: HTTPFields) -> Response {
        let bytes = body.map { ResponseBody(byteBuffer: ByteBuffer(bytes: $0.encoded)) }
        return Response(status: .init(code: status), headers: headers, body: bytes ?? ResponseBody())
    }

    /// A list in version 1 of the API.
    static func lawVu(_ data: [JSONValue], of total: Int) -> Response {
        .lawVu(200, ["data": .array(data), "total": .integer(Int64(total))])
    }

    static func lawVu(_ problem: LawVuProblem, _ request: Request, operationID: String) -> Response {
        var headers: HTTPFields = [.contentType: "application/problem+json", .cacheControl: "no-store"]
        if problem.status == 401 { headers[.wwwAuthenticate] = "Bearer" }
        let body = problem.json(instance: instance(request.uri.path), operationID: operationID)
        return lawVu(problem.status, body, headers)
    }

    /// The path of the resource without the prefix of the API and its version.
    private static func instance(_ path: String) -> String {
        let parts = path.split(separator: "/").drop { ["lawvu", "v1", "v2"].contains($0) || $0.hasSuffix("-apis") }
        return "/" + parts.joined(separator: "/")
    }
}
