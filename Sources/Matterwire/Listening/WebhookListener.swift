import Egress
import HTTPTypes
import Hummingbird
import Logging
import Matters
import NIOCore
import ServiceLifecycle
import Webhooks

/// The server of the command `listen`, for people who build receivers: prints each notice that arrives, verifies its
/// signature, and forwards it.
///
/// Answers as a receiver of the contract should: a notice that is not genuine is refused, and a forwarded one gets the
/// answer of its target.
struct WebhookListener: Sendable {
    static let bodyBytesMax = 1_048_576
    static let forwardDeadline = Duration.seconds(5)

    var contract: WebhookContract
    /// Nil when it is not known; then nothing is verified.
    var secret: String?
    /// Where genuine notices are forwarded to.
    var forwardURL: String?
    var printsBodies: Bool
    var client: GuardedHTTPClient
    var now: WallClock
    var output: @Sendable (String) -> Void

    func server(
        host: String, port: Int, logger: Logger, onReady: @escaping @Sendable (Int) async -> Void
    ) -> any Service {
        Application(
            router: router(), configuration: .init(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { await onReady($0.localAddress?.port ?? port) }, logger: logger)
    }

    func router() -> Router<BasicRequestContext> {
        let router = Router()
        for path in ["/", "**"] {
            router.post(RouterPath(path)) { request, _ in try await receive(request) }
        }
        return router
    }

    private func receive(_ request: Request) async throws -> Response {
        let body = Array(try await request.body.collect(upTo: Self.bodyBytesMax).readableBytesView)
        let verification = SignatureVerification(of: body, under: contract, secret: secret, at: now()) { name in
            HTTPField.Name(name).flatMap { request.headers[$0] }
        }
        let status = try await answer(to: request, body, verification)
        printNotice(request, body, verification, status)
        return Response(status: .init(code: status))
    }

    private func answer(
        to request: Request, _ body: [UInt8], _ verification: SignatureVerification
    ) async throws -> Int {
        if case .rejected = verification { return contract == .lawvu ? 404 : 401 }
        guard let forwardURL else { return 200 }
        let forwarded = request.headers.filter { !Self.connectionHeaders.contains($0.name) }
        let call = HTTPCall(
            .post, forwardURL, headers: HTTPFields(forwarded), body: body, deadline: Self.forwardDeadline,
            answerLimit: .cut(atBytes: 65_536))
        do { return try await client.send(call).status } catch let failure as NetworkFailure {
            output("  could not be handed on: \(failure.rawValue)")
            return 502
        }
    }

    private static let connectionHeaders: Set<HTTPField.Name> = [.contentLength, .connection, .transferEncoding]

    private func printNotice(_ request: Request, _ body: [UInt8], _ verification: SignatureVerification, _ status: Int)
    {
        let messageID = HTTPField.Name(StandardSignature.idHeader).flatMap { request.headers[$0] }
        let title = NoticeTitle(of: body, under: contract, messageID: messageID)
        let verdict =
            switch verification {
            case .verified: "genuine"
            case .unverifiable: "unproven"
            case .rejected(let fault): "refused (\(fault.rawValue) signature)"
            }
        output("\(now().iso8601)  \(title.event)  \(title.subject)  \(verdict)  answered \(status)")
        if printsBodies { output("  " + NoticeTitle.printable(String(decoding: body, as: UTF8.self))) }
    }
}
