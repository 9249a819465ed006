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

    let tokens: LawVuTokens
    let routes: [LawVuRoute]

    init(world: LawVuWorld, uploads: Uploads, tokens: LawVuTokens) {
        self.tokens = tokens
        let kinds: [MatterOrContract.Kind] = [.matter, .contract]
        routes =
            kinds.flatMap { V2MatterOrContractHandler(kind: $0, world: world).routes }
            + kinds.flatMap { V1MatterOrContractHandler(kind: $0, world: world).routes }
            + PartHandler(world: world).routes + FileHandler(world: world, uploads: uploads).routes
            + SetUpHandler(world: world).routes + SubscriptionHandler(world: world).routes
    }

    func addRoutes(to router: Router<SandboxContext>) {
        let methods: [HTTPRequest.Method] = [.get, .post, .put, .delete, .patch]
        for (method, root) in methods.flatMap({ method in Self.roots.map { (method, $0) } }) {
            router.on(RouterPath("lawvu/\(root)/**"), method: method) { request, context in
                await mapErrors(request, context) {
                    let path = [root] + context.parameters.getCatchAll().map { $0.percentDecoded() }
                    return try await respond(request, path: path)
                }
            }
        }
    }

    private func respond(_ request: Request, path: [String]) async throws -> Response {
        let user = try await tokens.user(of: request)
        let matching = routes.compactMap { route in route.pathParameters(path).map { (route, $0) } }
        guard !matching.isEmpty else { throw LawVuProblem.notFound }
        guard let (route, pathParameters) = matching.first(where: { $0.0.method == request.effectiveMethod }) else {
            throw LawVuProblem.methodNotAllowed
        }
        return try await route.handle(LawVuCall(request: request, user: user, pathParameters: pathParameters))
    }

    private func mapErrors(
        _ request: Request, _ context: SandboxContext, _ respond: () async throws -> Response
    ) async -> Response {
        do { return try await respond() } catch let problem as LawVuProblem {
            return .lawVu(problem, request, operationID: tokens.uuid())
        } catch let failure as RequestFailure {
            return .lawVu(LawVuProblem(failure), request, operationID: tokens.uuid())
        } catch {
            context.logger.error("request failed", metadata: ["error": "\(error)"])
            return .lawVu(.failed, request, operationID: tokens.uuid())
        }
    }
}

extension LawVuProblem {
    /// The problem document of a failure in the shared parts: uploads and injected faults.
    init(_ failure: RequestFailure) {
        switch failure.status {
        case 400: self = .invalid("File", failure.detail)
        case 404: self = .notFound
        default:
            let name = failure.title.lowercased().replacing(" ", with: "_")
            self.init(status: failure.status, title: failure.title, name: name, detail: failure.detail)
        }
    }
}

extension FaultableRoutes {
    static let lawVu = FaultableRoutes(prefixes: LawVuController.roots.map { "/lawvu/\($0)/" }) { failure, request in
        .lawVu(LawVuProblem(failure), request, operationID: "00000000-0000-0000-0000-000000000000")
    }
}

extension Response {
    static func lawVu(_ status: Int, _ body: JSONValue?, location: String? = nil) -> Response {
        var headers: HTTPFields = [.cacheControl: "no-store"]
        headers[.location] = location
        guard let body else { return Response(status: .init(code: status), headers: headers) }
        headers[.contentType] = "application/json; charset=utf-8"
        return Response(
            status: .init(code: status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.encoded)))
    }

    static func lawVu(_ problem: LawVuProblem, _ request: Request, operationID: String) -> Response {
        var headers: HTTPFields = [.contentType: "application/problem+json", .cacheControl: "no-store"]
        if problem.status == 401 { headers[.wwwAuthenticate] = "Bearer" }
        let body = problem.json(instance: instance(request.uri.path), operationID: operationID)
        return Response(
            status: .init(code: problem.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.encoded)))
    }

    /// The path of the resource without the prefix of the API and its version.
    private static func instance(_ path: String) -> String {
        let parts = path.split(separator: "/").drop { ["lawvu", "v1", "v2"].contains($0) || $0.hasSuffix("-apis") }
        return "/" + parts.joined(separator: "/")
    }
}
