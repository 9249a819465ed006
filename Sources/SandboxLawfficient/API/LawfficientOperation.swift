import HTTPTypes
import Webhooks

/// An operation of the API, selected by method and path.
struct LawfficientOperation: Sendable {
    let method: HTTPRequest.Method
    /// The path below the API's root; `*` stands for an id.
    let path: String
    let scope: APIScope
    /// The HTTP status of success.
    var status = 200
    let perform: @Sendable (LawfficientCall) async throws -> JSONValue

    private static let all: [Self] = [
        .init(method: .get, path: "leads", scope: .leadsRead) { try await $0.leads() },
        .init(method: .post, path: "leads", scope: .leadsWrite, status: 201) { try await $0.createLead() },
        .init(method: .get, path: "leads/*", scope: .leadsRead) { try await $0.lead() },
        .init(method: .patch, path: "leads/*", scope: .leadsWrite) { try await $0.changeLead() },
        .init(method: .post, path: "leads/*/archive", scope: .leadsWrite) { try await $0.setArchived(true) },
        .init(method: .post, path: "leads/*/unarchive", scope: .leadsWrite) { try await $0.setArchived(false) },
        .init(method: .get, path: "consultations", scope: .consultationsRead) { try await $0.consultations() },
        .init(method: .post, path: "consultations", scope: .consultationsWrite, status: 201) { try await $0.book() },
        .init(method: .get, path: "consultations/*", scope: .consultationsRead) { try await $0.consultation() },
        .init(method: .patch, path: "consultations/*", scope: .consultationsWrite) {
            try await $0.changeConsultation()
        },
        .init(method: .get, path: "attorneys", scope: .consultationsRead) { try await $0.attorneys() },
    ]

    /// - Parameter path: the segments below the API's root.
    /// - Throws: `LawfficientFailure` when the path or the method is unknown.
    static func find(_ method: HTTPRequest.Method, _ path: [String]) throws(LawfficientFailure) -> Self {
        let known = all.filter { $0.matches(path) }
        guard !known.isEmpty else { throw .notFound }
        guard let operation = known.first(where: { $0.method == method }) else { throw .methodNotAllowed }
        return operation
    }

    private func matches(_ segments: [String]) -> Bool {
        let expected = path.split(separator: "/")
        return expected.count == segments.count && zip(expected, segments).allSatisfy { $0 == "*" || $0 == $1 }
    }
}
