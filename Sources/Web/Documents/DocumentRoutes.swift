import HTTPTypes
import Hummingbird
import Logging
import Matters
import Portal

/// The files of documents, for systems by token and for people by session. A document that does not exist, one that the
/// viewer may not see and one without a file have the same answer.
struct DocumentRoutes: Sendable {
    let documents: DocumentService
    let viewers: ViewerResolver
    let firmPages: FirmPages
    let logger: Logger

    static func path(_ id: String) -> String { "/documents/\(id)/content" }

    func addRoutes(to router: Router<PortalContext>) {
        let (api, page) = (RouterPath("api/v1/documents/:id/content"), RouterPath("documents/:id/content"))
        router.get(api) { try await answer($0, $1, try await viewers.bearer($0), errors: .problems) }
        router.get(page) { try await answer($0, $1, try await viewers.session($0), errors: .pages(firmPages)) }
        // The size and type of a file are known without asking the practice system for its bytes.
        router.head(api) { try await head($0, $1, try await viewers.bearer($0), errors: .problems) }
        router.head(page) { try await head($0, $1, try await viewers.session($0), errors: .pages(firmPages)) }
    }

    private func head(
        _ request: Request, _ context: PortalContext, _ person: ViewerResolver.Person?,
        errors format: DocumentErrorFormat
    ) async throws -> Response {
        guard let person else { return format.signInRequired }
        let file = try await documents.file(of: context.parameter("id"), for: person.viewer)
        guard let file else { return try await format.notFound(for: person.viewer) }
        return Response(status: .ok, headers: DocumentHeaders.of(file))
    }

    private func answer(
        _ request: Request, _ context: PortalContext, _ person: ViewerResolver.Person?,
        errors format: DocumentErrorFormat
    ) async throws -> Response {
        guard let person else { return format.signInRequired }
        let log = DocumentAccessLog(documentID: context.parameter("id"), viewer: person.viewer, logger: logger)
        do {
            let download = try await documents.download(context.parameter("id"), for: person.viewer)
            guard let download else { return try await format.notFound(for: person.viewer) }
            return response(download, request, context, log)
        } catch let refusal as DownloadRefusal {
            log.write("was not sent", error: refusal)
            return try await format.unavailable(DocumentUnavailability(refusal), for: person.viewer)
        }
    }

    private func response(
        _ download: Download, _ request: Request, _ context: PortalContext, _ log: DocumentAccessLog
    ) -> Response {
        let body = DownloadBody(download: download, context: context)
        return Response(
            status: .ok, headers: DocumentHeaders.of(download.file),
            body: ResponseBody(contentLength: Int(download.file.sizeBytes)) { writer in
                do {
                    try await body.write(to: &writer, of: request)
                    log.write("was sent")
                } catch {
                    log.write("was sent in part", error: error)
                    throw error
                }
            })
    }
}

/// Logs who received which document, without the names of people, documents and matters.
private struct DocumentAccessLog: Sendable {
    let documentID: String
    let viewer: Viewer
    let logger: Logger

    func write(_ outcome: String, error: (any Error)? = nil) {
        var metadata: Logger.Metadata = [
            "document": "\(documentID)", "firm": "\(viewer.firmID)", "viewer": "\(viewer.kind.rawValue)",
        ]
        if let error { metadata["error"] = "\(error)" }
        logger.info("a document \(outcome)", metadata: metadata)
    }
}
