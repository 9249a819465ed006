import Hummingbird
import SandboxKit
import Storage

/// The developer settings: endpoints and API keys, for which the vendor has no API.
extension LawfficientPageController {
    func addSettings(to pages: RouterGroup<SandboxContext>) {
        pages.get("settings") { request, _ in try await settings(done: request.parameters["done"]) }
        // The response to a form is shown under this URL; reloading it redirects instead of submitting the form again.
        pages.get("settings/:form") { _, _ in PageResponses.redirect(to: SettingsQuery.path) }
        pages.post("settings/:form") { request, context in
            let name = try context.parameters.require("form")
            // Attack: a secret leaks by browser history or a shared URL. It is only in the response to the form itself,
            // which a reload does not show again.
            return try await submit(request, to: name, among: LawfficientForm.onSettings) { form, secret in
                guard let secret else { return redirect(to: SettingsQuery.path, after: form) }
                return try await settings(done: name, secret: CardModel.Fact(form.secretTitle, secret))
            } shown: {
                try await settings(refusal: $0)
            }
        }
        pages.get("endpoints/:id") { request, context in
            let id = try context.parameters.require("id")
            return try await answers.mappingErrors { try await endpoint(id, done: request.parameters["done"]) }
        }
        pages.post("endpoints/:id/:form") { request, context in
            let id = try context.parameters.require("id")
            let name = try context.parameters.require("form")
            return try await submit(request, to: name, among: LawfficientForm.onEndpoint, of: id) { form, _ in
                let isDeleted = form.name == LawfficientForm.delete.name
                return redirect(to: isDeleted ? SettingsQuery.path : EndpointPageQuery.path(id), after: form)
            } shown: {
                try await endpoint(id, refusal: $0)
            }
        }
    }

    private func settings(
        done: String? = nil, refusal: FormRefusal? = nil, secret: CardModel.Fact? = nil
    ) async throws -> Response {
        let message = LawfficientForm.onSettings.first { $0.name == done }?.message ?? ""
        let model = try await intake.store.read {
            try SettingsQuery(reading: $0, refusal: refusal).model(done: message, secret: secret)
        }
        return answers.page("card-page", model, status: refusal == nil ? 200 : 400)
    }

    private func endpoint(_ id: String, done: String? = nil, refusal: FormRefusal? = nil) async throws -> Response {
        let message = LawfficientForm.onEndpoint.first { $0.name == done }?.message ?? ""
        let model = try await intake.store.read {
            try EndpointPageQuery(id, refusal: refusal, in: $0)?.model(done: message)
        }
        guard let model else { throw RequestFailure.notFound("There is no such endpoint.") }
        return answers.page("card-page", model, status: refusal == nil ? 200 : 400)
    }
}

extension LawfficientForm {
    fileprivate var secretTitle: String {
        name == Self.makeKey.name ? "The API key" : "The endpoint’s signing secret"
    }
}
