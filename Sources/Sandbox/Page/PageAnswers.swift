import HTTPTypes
import Hummingbird
import NIOCore
import Templating

/// Pages, assets and redirects, each with the headers that keep foreign code out.
struct PageAnswers: Sendable {
    let templates: TemplateLibrary

    /// - Throws: when a template is not well formed.
    init(_ templates: [String: String] = Templates.all) throws { self.templates = try TemplateLibrary(templates) }

    func page(_ template: String, _ model: some Sendable, status: Int = 200) -> Response {
        Response(
            status: .init(code: status), headers: Self.headers("text/html; charset=utf-8"),
            body: ResponseBody(byteBuffer: ByteBuffer(string: templates.render(model, with: template))))
    }

    func problem(_ failure: RESTFailure) -> Response {
        let title =
            failure.status == 404
            ? "This is not here" : failure.status == 403 ? "This is not open to you" : "This did not work"
        return page("problem", ProblemModel(title: title, detail: failure.detail), status: failure.status)
    }

    static func redirect(to address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address])
    }

    static func asset(_ text: String, _ type: String) -> Response {
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
