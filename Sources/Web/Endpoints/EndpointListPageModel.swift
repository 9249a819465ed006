import Delivery
import Matters
import Records
import Webhooks

/// The page of the firm's endpoints, formatted, with the form for a new one.
struct EndpointListPageModel: Sendable, Equatable {
    struct EventCheckbox: Sendable, Equatable {
        var name: String
        var isChecked: Bool
    }

    var frame: PageFrame
    var rows: [EndpointSummary]
    var next: String?
    var problem: String?
    var form: EndpointForm
    var isForAllEvents: Bool
    var choices: [EventCheckbox]
}

/// What the list is made from.
struct EndpointListContent: Sendable {
    var endpoints: [Subscription]
    /// The endpoint after which the next page begins.
    var next: String?
    /// Why the form was refused.
    var problem: String?
    /// What was typed into it.
    var form = EndpointForm()
}

/// The form for a new endpoint.
struct EndpointForm: Sendable, Equatable, Decodable {
    var url: String?
    var description: String?
    /// Nil means all.
    var events: [String]?

    var isForAllEvents: Bool { events?.contains(Subscriptions.allEvents) ?? true }
}

extension PageRenderer {
    func endpoints(_ content: EndpointListContent, for viewer: PageViewer) -> String {
        let dates = dates(viewer.now)
        let form = content.form
        let page = EndpointListPageModel(
            frame: PageFrame(title: "Webhooks", firm: firm, person: viewer),
            rows: content.endpoints.map { EndpointSummary($0, dates) }, next: content.next, problem: content.problem,
            form: form, isForAllEvents: form.isForAllEvents,
            choices: StandardEvent.allCases.map {
                .init(name: $0.rawValue, isChecked: form.events?.contains($0.rawValue) ?? false)
            })
        return render(page, with: "endpoints")
    }
}
