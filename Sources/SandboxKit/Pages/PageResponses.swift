import HTTPTypes
package import Hummingbird
import NIOCore
package import Templating

/// Pages, assets and redirects, each with the headers that keep foreign code out.
package struct PageResponses: Sendable {
    package let templates: TemplateLibrary

    /// - Parameter files: the templates of one simulated system.
    /// - Throws: when a template is not well formed.
    package init(_ templates: PageTemplates, adding files: EmbeddedFiles? = nil) throws {
        self.templates = try templates.library(with: files)
    }

    package func page(_ template: String, _ model: some Sendable, status: Int = 200) -> Response {
        Response(
            status: .init(code: status), headers: Self.headers("text/html; charset=utf-8"),
            body: ResponseBody(byteBuffer: ByteBuffer(string: templates.render(model, with: template))))
    }

    package func problem(_ failure: RequestFailure) -> Response {
        let title =
            failure.status == 404
            ? "This is not here" : failure.status == 403 ? "This is not open to you" : "This did not work"
        return page("problem", ProblemModel(title: title, detail: failure.detail), status: failure.status)
    }

    package static func redirect(to address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address])
    }

    package static func asset(_ text: String, _ type: String) -> Response {
        Response(status: .ok, headers: headers(type), body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private static func headers(_ type: String) -> HTTPFields {
        var headers: HTTPFields = [
            .contentType: type, .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
            .contentSecurityPolicy: "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
                + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ]
        if let name = HTTPField.Name("Referrer-Policy") { headers[name] = "same-origin" }
        return headers
    }
}
