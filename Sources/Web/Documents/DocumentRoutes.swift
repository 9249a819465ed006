import HTTPTypes
import Hummingbird
import Logging
import Matters
import Portal

/// The files of documents, for systems by token and for people by session. What does not exist, what may not be seen
/// and what has no file are one answer.
struct DocumentRoutes: Sendable {
    let desk: DocumentService
    let viewers: ViewerResolver
    let library: PageLibrary
    let logger: Logger

    static func path(_ id: String) -> String { "/documents/\(id)/content" }

    func addRoutes(to router: Router<PortalContext>) {
        let (api, page) = (RouterPath("api/v1/documents/:id/content"), RouterPath("documents/:id/content"))
        router.get(api) { try await answer($0, $1, try await viewers.bearer($0), as: .problems) }
        router.get(page) { try await answer($0, $1, try await viewers.session($0), as: .pages(library)) }
        // Of their own: the head of a file is known without asking the practice system for its bytes.
        router.head(api) { try await head($0, $1, try await viewers.bearer($0), as: .problems) }
        router.head(page) { try await head($0, $1, try await viewers.session($0), as: .pages(library)) }
    }

    private func head(
        _ request: Request, _ context: PortalContext, _ person: ViewerResolver.Person?, as words: DocumentWords
    ) async throws -> Response {
        guard let person else { return words.signInFirst }
        let file = try await desk.file(of: Self.id(context), for: person.viewer)
        guard let file else { return try await words.notFound(for: person.viewer) }
        return Response(status: .ok, headers: DocumentHeaders.of(file))
    }

    private func answer(
        _ request: Request, _ context: PortalContext, _ person: ViewerResolver.Person?, as words: DocumentWords
    ) async throws -> Response {
        guard let person else { return words.signInFirst }
        do {
            let download = try await desk.download(Self.id(context), for: person.viewer)
            guard let download else { return try await words.notFound(for: person.viewer) }
            return response(download, request, context, Trace(Self.id(context), person.viewer, logger))
        } catch let refusal as DownloadRefusal {
            Trace(Self.id(context), person.viewer, logger).note("was not handed out", because: refusal)
            return try await words.unavailable(DocumentDelay(refusal), for: person.viewer)
        }
    }

    private func response(
        _ download: Download, _ request: Request, _ context: PortalContext, _ trace: Trace
    ) -> Response {
        let body = DownloadBody(download: download, context: context)
        return Response(
            status: .ok, headers: DocumentHeaders.of(download.file),
            body: ResponseBody(contentLength: Int(download.file.sizeBytes)) { writer in
                do {
                    try await body.write(to: &writer, of: request)
                    trace.note("was handed out")
                } catch {
                    trace.note("was not handed out whole", because: error)
                    throw error
                }
            })
    }

    private static func id(_ context: PortalContext) -> String { context.parameters.get("id") ?? "" }
}

/// Who had which document, for whoever reads the log: without the names of people, documents and matters.
private struct Trace: Sendable {
    let document: String
    let viewer: Viewer
    let logger: Logger

    init(_ document: String, _ viewer: Viewer, _ logger: Logger) {
        (self.document, self.viewer, self.logger) = (document, viewer, logger)
    }

    func note(_ what: String, because error: (any Error)? = nil) {
        var metadata: Logger.Metadata = [
            "document": "\(document)", "firm": "\(viewer.firmID)", "viewer": "\(viewer.kind.rawValue)",
        ]
        if let error { metadata["because"] = "\(error)" }
        logger.info("a document \(what)", metadata: metadata)
    }
}
