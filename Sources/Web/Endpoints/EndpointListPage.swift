import Delivery
import Matters
import Records
import Webhooks

/// The firm's endpoints, and a form for a new one.
struct EndpointListModel: Sendable, Equatable {
    struct Row: Sendable, Equatable {
        var href: String
        var url: String
        var description: String?
        var status: EndpointWords
        var events: String
        var made: TimeText
    }

    struct EventBox: Sendable, Equatable {
        var name: String
        var isChecked: Bool
    }

    var frame: PageFrame
    var hasRows: Bool
    var rows: [Row]
    var next: String?
    var problem: String?
    var url: String
    var description: String
    var isAll: Bool
    var events: [EventBox]

    init(_ query: EndpointListQuery, reader: PageViewer, firm: String, words: DateWords) {
        frame = PageFrame(title: "Webhooks", firm: firm, person: .init(reader))
        rows = query.endpoints.map { Row($0, words) }
        hasRows = !rows.isEmpty
        (next, problem) = (query.next, query.problem)
        (url, description) = (query.typed["url"], query.typed["description"])
        let chosen = query.typed.all("event")
        isAll = chosen.isEmpty || chosen.contains(Subscriptions.allEvents)
        events = StandardEvent.allCases.map { EventBox(name: $0.rawValue, isChecked: chosen.contains($0.rawValue)) }
    }
}

extension EndpointListModel.Row {
    init(_ endpoint: Subscription, _ words: DateWords) {
        (href, url) = (EndpointPath.page(of: endpoint), endpoint.targetURL)
        (description, status) = (endpoint.options.description?.nonEmpty, EndpointWords(endpoint))
        events = EndpointModel.names(endpoint.events)
        made = TimeText(recent: endpoint.createdAt, words)
    }
}

/// What the list is made from.
struct EndpointListQuery: Sendable {
    var endpoints: [Subscription]
    /// After which endpoint the next page begins.
    var next: String?
    /// Why what was typed was refused, and what was typed.
    var problem: String?
    var typed = FormBody("")
}

enum EndpointPath {
    static let list = "/webhooks"
    static func page(of endpoint: Subscription) -> String { "\(list)/\(endpoint.options.publicID ?? "")" }
}
