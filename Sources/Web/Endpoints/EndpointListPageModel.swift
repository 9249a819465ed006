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

    init(_ content: EndpointListContent, viewer: PageViewer, firm: String, dates: PageDateFormatter) {
        frame = PageFrame(title: "Webhooks", firm: firm, person: .init(viewer))
        rows = content.endpoints.map { EndpointSummary($0, dates) }
        next = content.next
        problem = content.problem
        form = content.form
        isForAllEvents = content.form.isForAllEvents
        choices = StandardEvent.allCases.map {
            EventCheckbox(name: $0.rawValue, isChecked: content.form.events.contains($0.rawValue))
        }
    }
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
struct EndpointForm: Sendable, Equatable {
    var url = ""
    var description = ""
    /// None means all.
    var events: [String] = []

    var isForAllEvents: Bool { events.isEmpty || events.contains(Subscriptions.allEvents) }
}

extension EndpointForm: Decodable {
    private enum CodingKeys: CodingKey { case url, description, events }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        url = try fields.decodeIfPresent(String.self, forKey: .url) ?? ""
        description = try fields.decodeIfPresent(String.self, forKey: .description) ?? ""
        events = try fields.decodeIfPresent([String].self, forKey: .events) ?? []
    }
}

extension PageRenderer {
    func endpoints(_ content: EndpointListContent, for viewer: PageViewer) -> String {
        render(EndpointListPageModel(content, viewer: viewer, firm: firm, dates: dates(viewer.now)), with: "endpoints")
    }
}
