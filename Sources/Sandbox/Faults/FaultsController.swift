import HTTPTypes
import Hummingbird
import NIOCore
import Webhooks

/// `/control/faults`: shown, set as a whole, cleared. Reached from this machine only, and never faulted itself.
struct FaultsController: Sendable {
    static let path: RouterPath = "control/faults"
    static let bodyBytesMax = 4_096
    let faults: Faults

    func addRoutes(to router: Router<SandboxContext>) {
        router.get(Self.path) { request, context in
            try context.requireLoopback()
            try request.requireLocalName()
            return shown
        }
        router.put(Self.path) { request, context in
            try await change(request, context) { try await plan(request) }
        }
        router.delete(Self.path) { request, context in
            try await change(request, context) { .none }
        }
    }

    private func change(
        _ request: Request, _ context: SandboxContext, to plan: () async throws -> FaultPlan
    ) async throws -> Response {
        try context.requireLoopback()
        try request.requireLocalName()
        try request.requireOwnPage()
        do { try await faults.set(try await plan()) } catch let mistake as FaultMistake {
            return .json(400, ["error": .string(mistake.text)])
        }
        return shown
    }

    private func plan(_ request: Request) async throws -> FaultPlan {
        let bytes: [UInt8]
        do { bytes = try await request.bytes(upTo: Self.bodyBytesMax) } catch is RESTFailure {
            throw FaultMistake("The plan is larger than \(Self.bodyBytesMax) bytes")
        }
        guard let json = try? JSONReader.parse(bytes) else { throw FaultMistake("The body is not valid JSON") }
        return try FaultPlan(json)
    }

    private var shown: Response { .json(200, faults.plan.json) }
}

extension Response {
    /// An answer of the sandbox's own controls.
    static func json(_ status: Int, _ body: JSONValue) -> Response {
        Response(
            status: .init(code: status), headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.encoded)))
    }
}
