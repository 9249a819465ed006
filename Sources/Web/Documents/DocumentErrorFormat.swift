import HTTPTypes
import Hummingbird
import Matters

/// How a file that is not sent is answered: problems to systems, pages to people.
enum DocumentErrorFormat: Sendable {
    case problems
    case pages(FirmPages)

    var signInRequired: Response {
        switch self {
        case .problems: .bearerRequired
        case .pages: .seeOther("/sign-in")
        }
    }

    /// - Throws: `StoreError`.
    func notFound(for viewer: Viewer) async throws -> Response {
        switch self {
        case .problems: .notFoundProblem
        case .pages(let firmPages): .page(try await firmPages.pages(of: viewer.firmID).notFound(), status: .notFound)
        }
    }

    /// - Throws: `StoreError`.
    func unavailable(_ reason: DocumentUnavailability, for viewer: Viewer) async throws -> Response {
        var response: Response
        switch self {
        case .problems: response = .problem(reason.status, reason.sentence)
        case .pages(let firmPages):
            let page = try await firmPages.pages(of: viewer.firmID).documentUnavailable(reason.sentence)
            response = .page(page, status: reason.status)
        }
        response.headers[.retryAfter] = String(reason.retryAfterSeconds)
        return response
    }
}
