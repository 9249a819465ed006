package import Egress
import HTTPTypes
import Hummingbird
package import Logging
package import Matters
import NIOCore
package import ServiceLifecycle
package import Webhooks

/// A receiver for people who build receivers: prints what arrives, says whether it is genuine, and hands it on.
///
/// Answers as a receiver of the contract should: what is not genuine is refused, and what was handed on gets the answer
/// that came back.
package struct ListeningPost: Sendable {
    package static let bodyBytesMax = 1_048_576
    package static let forwardDeadline = Duration.seconds(5)

    package var contract: WebhookContract
    /// Nil when it is not known: then nothing is verified.
    package var secret: String?
    /// Where genuine notices are handed on to.
    package var forwardURL: String?
    package var showsBodies: Bool
    package var client: GuardedHTTPClient
    package var now: WallClock
    package var tell: @Sendable (String) -> Void

    package init(
        contract: WebhookContract, secret: String?, forwardURL: String?, showsBodies: Bool, client: GuardedHTTPClient,
        now: @escaping WallClock, tell: @escaping @Sendable (String) -> Void
    ) {
        (self.contract, self.secret, self.forwardURL) = (contract, secret, forwardURL)
        (self.showsBodies, self.client, self.now, self.tell) = (showsBodies, client, now, tell)
    }

    package func server(
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
        report(request, body, verification, status)
        return Response(status: .init(code: status))
    }

    private func answer(
        to request: Request, _ body: [UInt8], _ verification: SignatureVerification
    ) async throws -> Int {
        if case .rejected = verification { return contract == .lawvu ? 404 : 401 }
        guard let forwardURL else { return 200 }
        let kept = request.headers.filter { !Self.ofTheConnection.contains($0.name) }
        let call = HTTPCall(
            .post, forwardURL, headers: HTTPFields(kept), body: body, deadline: Self.forwardDeadline,
            answerLimit: .cut(atBytes: 65_536))
        do { return try await client.send(call).status } catch let failure as NetworkFailure {
            tell("  could not be handed on: \(failure.rawValue)")
            return 502
        }
    }

    private static let ofTheConnection: Set<HTTPField.Name> = [.contentLength, .connection, .transferEncoding]

    private func report(
        _ request: Request, _ body: [UInt8], _ verification: SignatureVerification, _ status: Int
    ) {
        let messageID = HTTPField.Name(StandardSignature.idHeader).flatMap { request.headers[$0] }
        let title = NoticeTitle(of: body, under: contract, messageID: messageID)
        let word =
            switch verification {
            case .verified: "genuine"
            case .unverifiable: "unproven"
            case .rejected(let fault): "refused (\(fault.rawValue) signature)"
            }
        tell("\(now().iso8601)  \(title.event)  \(title.subject)  \(word)  answered \(status)")
        if showsBodies { tell("  " + NoticeTitle.printable(String(decoding: body, as: UTF8.self))) }
    }
}
