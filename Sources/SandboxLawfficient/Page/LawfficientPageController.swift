import Hummingbird
import Matters
import SandboxKit
import Storage
import Webhooks

/// The pages of Lawfficient: the firm's leads and its developer settings.
struct LawfficientPageController: Sendable {
    static let path = "/lawfficient"

    let intake: Intake
    let answers: PageResponses

    static func path(ofLead id: String) -> String { path + "/leads/" + id.percentEncoded }

    func addRoutes(to router: RouterGroup<SandboxContext>) {
        let pages = router.group("lawfficient")
        pages.get { request, _ in try await leads(request, refusal: nil) }
        pages.get("live") { request, _ in
            let lead = request.parameters["lead"]
            let model = try await intake.store.read { try NoticeListModel.lawfficient(about: lead, in: $0) }
            return answers.page("notice-list", model)
        }
        pages.get("leads/:id") { request, context in
            let id = try context.parameters.require("id")
            return try await answers.mappingErrors { try await lead(id, done: request.parameters["done"]) }
        }
        pages.post("leads/make") { request, _ in
            try await submit(request, to: "make", among: [.makeLead]) {
                redirect(to: Self.path(ofLead: $1 ?? ""), after: $0)
            } shown: {
                try await leads(request, refusal: $0)
            }
        }
        pages.post("leads/:id/:form") { request, context in
            let id = try context.parameters.require("id")
            let name = try context.parameters.require("form")
            return try await submit(request, to: name, among: LawfficientForm.onLead, of: id) { form, _ in
                redirect(to: Self.path(ofLead: id), after: form)
            } shown: {
                try await lead(id, refusal: $0)
            }
        }
        addSettings(to: pages)
    }

    private func leads(_ request: Request, refusal: FormRefusal?) async throws -> Response {
        let search = LeadSearch(request.parameters)
        let now = intake.environment.clock()
        let model = try await intake.store.read {
            try LeadListQuery(reading: $0, search: search, refusal: refusal).model(now: now)
        }
        return answers.page("lead-list", model, status: refusal == nil ? 200 : 400)
    }

    private func lead(_ id: String, done: String? = nil, refusal: FormRefusal? = nil) async throws -> Response {
        let message = (LawfficientForm.onLead + [.makeLead]).first { $0.name == done }?.message ?? ""
        let model = try await intake.store.read {
            try LeadPageQuery(id, refusal: refusal, in: $0)?.model(done: message)
        }
        guard let model else { throw RequestFailure.notFound("There is no such lead.") }
        return answers.page("card-page", model, status: refusal == nil ? 200 : 400)
    }
}

extension LawfficientPageController {
    /// Performs a form.
    /// - Parameters:
    ///   - id: of the lead or endpoint on whose page the form is.
    ///   - performed: answers with the result of the form.
    ///   - shown: shows the form again with its error.
    func submit(
        _ request: Request, to name: String, among forms: [LawfficientForm], of id: String = "",
        performed: (LawfficientForm, String?) async throws -> Response, shown: (FormRefusal) async throws -> Response
    ) async throws -> Response {
        try await answers.mappingErrors {
            guard let form = forms.first(where: { $0.name == name }) else {
                throw RequestFailure.notFound("There is no such form.")
            }
            let submission = try await Submission(request)
            return try await FormRefusal.catching(name, submission) {
                try await performed(form, try await intake.change { try form.action(submission, id, $0) })
            } shown: {
                try await shown($0)
            }
        }
    }

    /// Reloading the page that follows does not submit the form again.
    func redirect(to page: String, after form: LawfficientForm) -> Response {
        PageResponses.redirect(to: page + "?done=" + form.name)
    }
}
