import HTTPTypes
package import Hummingbird
import NIOCore
package import Templating

/// Pages, assets and redirects, each with the headers that keep foreign code out.
package struct PageResponses: Sendable {
    private let templates: TemplateLibrary

    /// - Parameter files: the templates of one simulated system.
    /// - Throws: when a template is not well formed.
    package init(_ templates: PageTemplates, adding files: EmbeddedFiles? = nil) throws {
        self.templates = try templates.library(with: files)
    }

    /// - Parameters:
    ///   - targets: the sources of the Content-Security-Policy that forms may be sent to.
    ///   - referrer: the Referrer-Policy.
    package func page(
        _ template: String, _ model: some Sendable, status: Int = 200, formsTo targets: String = "'self'",
        referrer: String = "same-origin"
    ) -> Response {
        var response = Self.asset(
            templates.render(model, with: template), "text/html; charset=utf-8", formsTo: targets, referrer: referrer)
        response.status = .init(code: status)
        return response
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

    static func asset(
        _ text: String, _ type: String, formsTo targets: String = "'self'", referrer: String = "same-origin"
    ) -> Response {
        var headers: HTTPFields = [
            .contentType: type, .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
            .contentSecurityPolicy: "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
                + "form-action \(targets); base-uri 'none'; frame-ancestors 'none'",
        ]
        if let name = HTTPField.Name("Referrer-Policy") { headers[name] = referrer }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
