package import Hummingbird
package import Webhooks

/// A page that only says why a request was refused.
struct ProblemModel: Sendable {
    let title: String
    let detail: String
}

/// An error that a page shows.
package protocol PageError: Error {
    /// With status 400 when the user can correct the form; nil for an error that is none of the user's.
    var pageFailure: RequestFailure? { get }
}

extension RequestFailure: PageError {
    package var pageFailure: RequestFailure? { self }
}

extension SubscriptionFault: PageError {
    package var pageFailure: RequestFailure? { .badRequest(hint) }
}

extension PageResponses {
    /// Answers with a page when `respond` throws a `PageError`.
    package func mappingErrors(_ respond: () async throws -> Response) async throws -> Response {
        do { return try await respond() } catch {
            guard let failure = (error as? any PageError)?.pageFailure else { throw error }
            return problem(failure)
        }
    }
}

extension FormRefusal {
    /// Performs a form.
    /// - Parameter shown: shows the form again with the error and the values that were entered.
    package static func catching(
        _ handler: String, _ form: Submission, _ perform: () async throws -> Response,
        shown: (FormRefusal) async throws -> Response
    ) async throws -> Response {
        do { return try await perform() } catch {
            guard let failure = (error as? any PageError)?.pageFailure, failure.status == 400 else { throw error }
            return try await shown(FormRefusal(handler: handler, detail: failure.detail, typed: form))
        }
    }
}
