/// An error response to a request. Each simulated system writes it in its own error format.
package struct RequestFailure: Error, Equatable {
    /// The HTTP status.
    package let status: Int
    package let title: String
    package let detail: String

    package init(status: Int, title: String, detail: String) {
        self.status = status
        self.title = title
        self.detail = detail
    }

    package static func badRequest(_ detail: String) -> RequestFailure {
        .init(status: 400, title: "Bad Request", detail: detail)
    }
    package static func notFound(_ detail: String) -> RequestFailure {
        .init(status: 404, title: "Not Found", detail: detail)
    }
    package static func forbidden(_ detail: String) -> RequestFailure {
        .init(status: 403, title: "Forbidden", detail: detail)
    }
    package static func contentTooLarge(_ detail: String) -> RequestFailure {
        .init(status: 413, title: "Content Too Large", detail: detail)
    }
    package static let tooLarge = contentTooLarge("The body is larger than 1 MiB")
}
