import Matters
import Records
import Webhooks

private typealias P = OpenAPIParts

extension OpenAPIDocument {
    static let schemas = matterSchemas + webhookSchemas

    private static let summary: JSONValue.Members = [
        "id": P.text, "reference": P.text, "name": P.text, "type": P.text,
        "status": P.choice(ScopedMatter.Status.allCases.map(\.rawValue)), "step": P.text,
        "settlement_date": ["type": ["string", "null"], "format": "date"], "updated_at": P.moment, "as_at": P.moment,
        "source": P.object(["system": P.text, "id": P.text], required: ["system", "id"]),
    ]
    /// `step` is absent for who may not see it.
    private static let always = summary.entries.map(\.name).filter { $0 != "step" }
    private static let lists = [
        "parties", "documents", "notes", "items", "fields", "related", "timeline", "tasks", "time_entries",
        "disbursements",
    ]

    private static var whole: JSONValue {
        let parts = lists.map { (name: $0, value: P.array(["type": "object"])) }
        let own: [(name: String, value: JSONValue)] = [
            ("your_roles", P.array(P.text)), ("contact", P.optionalText), ("notes_next", P.text),
        ]
        return P.object(.object(.init(summary.entries + own + parts)), required: always)
    }

    private static let change: JSONValue.Members = [
        "kind": P.choice(Change.Kind.allCases.map(\.rawValue)), "fact": P.text, "old": P.optionalText,
        "new": P.optionalText,
    ]

    private static let matterSchemas: [(name: String, value: JSONValue)] = [
        (
            "Problem",
            P.object(
                ["title": P.text, "status": ["type": "integer"], "detail": P.text, "field": P.text],
                required: ["title", "status", "detail"])
        ),
        ("MatterSummary", P.object(.object(summary), required: always)), ("Matter", whole),
        (
            "Change",
            P.object(
                .object(
                    .init([("matter", P.text)] + change.entries + [("at", P.moment), ("seq", ["type": "integer"])])),
                required: ["matter", "kind", "fact", "old", "new", "at"])
        ),
    ]

    private static let wish: JSONValue.Members = [
        "url": P.text, "events": P.array(P.choice(["*"] + StandardEvent.allCases.map(\.rawValue))),
        "description": P.optionalText,
        "messages_per_second": ["type": ["integer", "null"], "minimum": 1, "maximum": 1_000],
    ]
    private static let shown: JSONValue.Members = [
        "id": P.text, "status": P.choice(["active", "disabled", "catching_up"]), "disabled_because": P.optionalText,
        "failing_since": P.optionalMoment, "events_count": ["type": "integer"], "last_event_at": P.optionalMoment,
        "created_at": P.moment,
    ]

    private static func webhook(_ more: JSONValue.Members) -> JSONValue {
        let members = wish.entries + shown.entries
        return P.object(
            .object(.init(members + [("held", ["type": "integer"])] + more.entries)),
            required: (members + more.entries).map(\.name))
    }

    private static let webhookSchemas: [(name: String, value: JSONValue)] = [
        ("WebhookWish", P.object(.object(.init(wish.entries + [("secret", P.text)])))),
        ("Webhook", webhook([:])), ("NewWebhook", webhook(["secret": P.text])),
        (
            "Attempt",
            P.object(
                [
                    "at": P.moment, "milliseconds": ["type": "integer"], "status": ["type": ["integer", "null"]],
                    "failure": P.optionalText, "answer": P.text,
                ], required: ["at", "milliseconds", "status", "failure", "answer"])
        ),
        (
            "Delivery",
            P.object(
                [
                    "id": P.text, "message_id": P.optionalText, "event": P.text, "resource": P.text,
                    "resource_id": P.text, "state": P.choice(["waiting", "delivered", "missed", "abandoned", "held"]),
                    "created_at": P.moment, "finished_at": P.optionalMoment,
                    "attempts": P.array(P.reference("Attempt")),
                    "body": P.text,
                ],
                required: [
                    "id", "message_id", "event", "resource", "resource_id", "state", "created_at", "finished_at",
                    "attempts",
                ])
        ),
        (
            "Resend",
            P.object(
                [
                    "id": P.text, "selection": P.choice(ResendSelection.allCases.map(\.rawValue)),
                    "total": ["type": "integer"], "done": ["type": "integer"], "created_at": P.moment,
                    "finished_at": P.optionalMoment,
                ], required: ["id", "selection", "total", "done", "created_at", "finished_at"])
        ),
        (
            "Message",
            P.object(
                [
                    "type": P.choice(StandardEvent.allCases.map(\.rawValue)), "timestamp": P.moment,
                    "data": P.object(
                        [
                            "matter": ["type": "object"], "party": ["type": "object"], "document": ["type": "object"],
                            "note": ["type": "object"], "item": ["type": "object"], "task": ["type": "object"],
                            "holder": P.text, "changes": P.array(P.object(.object(change))),
                        ], required: ["matter", "changes"]),
                ], required: ["type", "timestamp", "data"])
        ),
    ]
}
