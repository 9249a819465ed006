import HTTPTypes
import Hummingbird
import Markup
import Matters
import NIOCore
import Storage

/// The page on which a person plays the firm's staff.
struct PageController: Sendable {
    static let formBytesMax = 16_384
    static let noteCharactersMax = 2_000
    private static let answers = [
        "step": "The step was moved.", "settlement": "The settlement date was set.", "note": "The note was written.",
        "item": "The item was changed.",
    ]

    let world: World
    private let templates: TemplateLibrary

    /// - Throws: when a template is not well formed.
    init(world: World) throws {
        self.world = world
        templates = try TemplateLibrary(Templates.all)
    }

    func addRoutes(to router: Router<SandboxContext>) {
        router.get("/") { request, _ in try await index(request) }
        router.get("matters/:id") { request, context in try await matter(request, context) }
        router.get("sandbox.css") { _, _ in Self.asset(Assets.css, "text/css; charset=utf-8") }
        router.get("sandbox.js") { _, _ in Self.asset(Assets.javascript, "text/javascript; charset=utf-8") }
        post(to: router, "matters/:id/step", "step") { form, id, _, change in
            _ = try change.moveStep(of: id, to: form["step"] ?? "")
        }
        post(to: router, "matters/:id/notes", "note") { form, id, _, change in try write(form, on: id, change) }
        post(to: router, "matters/:id/settlement", "settlement") { form, id, _, change in
            guard let date = CalendarDate(form["date"] ?? "") else { throw RESTFailure.badRequest("This is no date") }
            let matter = try change.find(Catalogue.actions, id)
            try change.setField("smtdateonly", of: "keydates", of: matter, to: date.text)
        }
        post(to: router, "matters/:id/items/:record", "item") { form, id, record, change in
            try tick(record, of: id, isDone: form["done"] == "T", change)
        }
    }

    private func index(_ request: Request) async throws -> Response {
        let query = FormText.parse(request.uri.query ?? "", plusIsSpace: true).first { $0.name == "q" }?.value ?? ""
        let model = try await world.store.read { try PageQuery(reading: $0).index(String(query.prefix(200))) }
        return page("index", model)
    }

    private func matter(_ request: Request, _ context: SandboxContext) async throws -> Response {
        let id = try context.parameters.require("id")
        let done = FormText.parse(request.uri.query ?? "", plusIsSpace: true).first { $0.name == "done" }?.value ?? ""
        let model = try await world.store.read {
            try PageQuery(reading: $0).matter(id, done: Self.answers[done] ?? "")
        }
        guard let model else { return problem(RESTFailure.notFound("There is no such matter.")) }
        return page("matter", model)
    }

    private typealias Form = [String: String]

    /// A form changes the world and leads back to its matter, so that reloading repeats nothing.
    private func post(
        to router: Router<SandboxContext>, _ path: RouterPath, _ done: String,
        _ act: @escaping @Sendable (Form, _ id: String, _ record: String, WorldChange) throws -> Void
    ) {
        router.post(path) { request, context in
            try request.requireOwnPage()
            let id = try context.parameters.require("id")
            let record = context.parameters.get("record") ?? ""
            do {
                let form = try await Self.form(request)
                try await world.change { try act(form, id, record, $0) }
            } catch let failure as RESTFailure {
                return problem(failure)
            }
            return Response(status: .seeOther, headers: [.location: "/matters/\(id.percentEncoded)?done=\(done)"])
        }
    }

    private static func form(_ request: Request) async throws -> Form {
        let bytes = try await request.bytes(upTo: formBytesMax)
        let pairs = FormText.parse(String(decoding: bytes, as: UTF8.self), plusIsSpace: true)
        return Dictionary(pairs.map { ($0.name, $0.value) }) { first, _ in first }
    }

    private func write(_ form: Form, on id: String, _ change: WorldChange) throws {
        let text = (form["text"] ?? "").trimmed
        guard !text.isEmpty, text.count <= Self.noteCharactersMax else {
            throw RESTFailure.badRequest("A note has 1 to \(Self.noteCharactersMax) characters")
        }
        let matter = try change.find(Catalogue.actions, id)
        let written = (form["visible"] == "T" ? "PORTAL: " : "") + text
        _ = try change.create(Catalogue.fileNotes, ["text": .text(written), "action_id": matter.id])
    }

    private func tick(_ recordID: String, of id: String, isDone: Bool, _ change: WorldChange) throws {
        let record = try change.find(Catalogue.collectionRecords, recordID)
        let collection = record.text("data_collection_id") ?? ""
        guard record.text("action_id") == id,
            try change.find(Catalogue.collections, collection).text("name") == "outstanding"
        else { throw RESTFailure.notFound("This matter has no such item") }
        _ = try change.setValue(collection + "--done--" + recordID, to: isDone ? "T" : "F")
    }

    private func problem(_ failure: RESTFailure) -> Response {
        let title = failure.status == 404 ? "This is not here" : "This did not work"
        var response = page("problem", ProblemModel(title: title, detail: failure.detail))
        response.status = .init(code: failure.status)
        return response
    }

    private func page(_ template: String, _ model: some Sendable) -> Response {
        Response(
            status: .ok, headers: Self.headers("text/html; charset=utf-8"),
            body: ResponseBody(byteBuffer: ByteBuffer(string: templates.render(model, with: template))))
    }

    private static func asset(_ text: String, _ type: String) -> Response {
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
