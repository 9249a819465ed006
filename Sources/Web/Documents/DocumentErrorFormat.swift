import HTTPTypes
import Hummingbird
import Matters

/// How the door says no: in problems to systems, in pages to people.
enum DocumentWords: Sendable {
    case problems
    case pages(PageLibrary)

    var signInFirst: Response {
        switch self {
        case .problems: .bearerWanted
        case .pages: .seeOther("/sign-in")
        }
    }

    func notFound(for viewer: Viewer) async throws -> Response {
        switch self {
        case .problems: .notFoundProblem
        case .pages(let library): .page(try await library.pages(of: viewer.firmID).notFound(), status: .notFound)
        }
    }

    func unavailable(_ delay: DocumentDelay, for viewer: Viewer) async throws -> Response {
        var response: Response =
            switch self {
            case .problems: .problem(delay.status, delay.sentence)
            case .pages(let library):
                .page(
                    try await library.pages(of: viewer.firmID).documentUnavailable(delay.sentence),
                    status: delay.status)
            }
        response.headers[.retryAfter] = String(delay.retryAfterSeconds)
        return response
    }
}
