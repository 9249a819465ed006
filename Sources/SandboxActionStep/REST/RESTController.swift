import HTTPTypes
import Hummingbird
import SandboxKit
import Webhooks

/// The REST API: authenticates each request, dispatches it to a handler, and answers in the vendor's envelope.
struct RESTController: Sendable {
    let world: ActionStepWorld
    let tokens: ActionStepTokens

    func addRoutes(to router: Router<SandboxContext>) {
        let methods: [HTTPRequest.Method] = [.get, .post, .put, .delete, .patch, .options]
        for method in methods {
            router.on("actionstep/api/rest/**", method: method) { request, context in
                await RequestFailure.answering(context) {
                    let path = context.parameters.getCatchAll().map { $0.percentDecoded() }
                    return Response(try await answer(request, path: path, context))
                }
            }
        }
    }

    private func answer(_ request: Request, path: [String], _ context: SandboxContext) async throws -> RESTReply {
        if request.method == .options { return .noContent }
        try await tokens.authorize(request, for: path.first ?? "")
        try Self.checkAccepted(request)
        guard let name = path.first, path.count <= 2 else { throw RequestFailure.notFound("No such resource") }
        let call = RESTCall(
            method: request.effectiveMethod, resource: name, ids: try ids(path, name),
            parameters: FormText.parse(request.uri.query ?? "", plusIsSpace: true), body: try await body(request),
            envelope: ActionStepEnvelope(origin: request.origin, now: world.clock()),
            requiresStepFields: context.requiresOptionalFields)
        return try await dispatch(call)
    }

    private func dispatch(_ call: RESTCall) async throws -> RESTReply {
        if call.resource == ChangeStepHandler.name { return try await ChangeStepHandler(world: world).answer(call) }
        if call.resource == ActionCreateHandler.name { return try await ActionCreateHandler(world: world).answer(call) }
        if call.resource == HooksHandler.name { return try await HooksHandler(world: world).answer(call) }
        guard let resource = Catalogue.resource(call.resource) else {
            throw RequestFailure.notFound("There is no resource \(call.resource)")
        }
        return try await ResourceHandler(resource: resource, world: world).answer(call)
    }

    private func ids(_ path: [String], _ name: String) throws -> [String]? {
        guard path.count == 2 else { return nil }
        if name == "users", path[1] == "current" { return [String(ActionStepChange.userID)] }
        return path[1].split(separator: ",").map(String.init)
    }

    /// A request with an `Accept` header must accept JSON or JSON:API.
    private static func checkAccepted(_ request: Request) throws {
        let header = request.headers[values: .accept].joined(separator: ",")
        let types = header.split(separator: ",").map { $0.prefix { $0 != ";" }.trimmed.lowercased() }
        let readable = ["application/vnd.api+json", "application/json", "application/*", "*/*"]
        guard types.isEmpty || types.contains(where: readable.contains) else { throw RequestFailure.notAcceptable }
    }

    private func body(_ request: Request) async throws -> JSONValue? {
        guard request.method == .post || request.method == .put else { return nil }
        let type = request.headers[.contentType]?.split(separator: ";").first.map { $0.trimmed.lowercased() }
        guard type == "application/json" || type == "application/vnd.api+json" else {
            throw RequestFailure.unsupportedMediaType
        }
        let bytes = try await request.bytes(upTo: RESTLimits.bodyBytesMax)
        do { return try JSONReader.parse(bytes) } catch {
            throw RequestFailure.badRequest("The body is not valid JSON")
        }
    }
}
