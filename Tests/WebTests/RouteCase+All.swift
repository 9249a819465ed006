import HTTPTypes

extension RouteCase {
    /// Reading routes come first and deletions last, because all routes use the same samples.
    static let all = open + hooks + matters + documents + endpointPages + endpointCalls + endpointChanges + deletions

    private static let badID = Variation.id("%00%ff", 404)
    private static let longID = Variation.id(String(repeating: "a", count: 5_000), 404)
    private static let longForm = Variation.body("url=" + String(repeating: "a", count: 16_384), 413)
    private static let longJSON = Variation.body(#"{"a": ""# + String(repeating: "a", count: 65_536) + #""}"#, 413)
    private static let badJSON = Variation.body("{", 400)

    private static let open = [
        RouteCase(.get, "/health/live", .everybody), RouteCase(.get, "/health/ready", .everybody),
        RouteCase(.get, "/openapi.json", .everybody), RouteCase(.get, "/sign-in", .everybody),
        RouteCase(.get, "/matters", .everybody, status: 303),
    ]

    private static let hooks = [
        RouteCase(
            .post, "/hooks/actionstep/{token}/{event}", .hookToken, "{}", malformed: badID,
            overLimit: .id(String(repeating: "a", count: 129), 404))
    ]

    /// A page shows as much as it may when its query asks for more; the API says what to send instead.
    private static let matters = [
        RouteCase(
            .get, "/", .session, malformed: .query("show=many", 200), overLimit: .query("show=1000000&q=" + long, 200)),
        RouteCase(.get, "/matters/{id}", .session, others: 404, malformed: badID, overLimit: longID),
        RouteCase(
            .get, "/api/v1/matters", .token, malformed: .query("limit=x", 400), overLimit: .query("limit=201", 400)),
        RouteCase(.get, "/api/v1/matters/{id}", .token, others: 404, malformed: badID, overLimit: longID),
        RouteCase(
            .get, "/api/v1/changes", .token, malformed: .query("after=x", 400), overLimit: .query("limit=2001", 400)),
    ]
    private static let long = String(repeating: "e", count: 5_000)

    private static let documents = [
        RouteCase(.get, "/documents/{id}/content", .session, others: 404, malformed: badID, overLimit: longID),
        RouteCase(.head, "/documents/{id}/content", .session, others: 404, malformed: badID, overLimit: longID),
        RouteCase(.get, "/api/v1/documents/{id}/content", .token, others: 404, malformed: badID, overLimit: longID),
        RouteCase(.head, "/api/v1/documents/{id}/content", .token, others: 404, malformed: badID, overLimit: longID),
    ]

    /// A delivery ends when its endpoint is disabled, and only then it can be sent again.
    private static let endpointPages = [
        RouteCase(.get, "/webhooks", .staffSession, others: 404, malformed: .query("after=x", 404)),
        RouteCase(.get, "/webhooks/{id}", .staffSession, others: 404, malformed: badID, overLimit: longID),
        RouteCase(
            .get, "/webhooks/{id}/deliveries/{delivery}", .staffSession, others: 404, malformed: badID,
            overLimit: longID),
        RouteCase(
            .post, "/webhooks", .staffSession, "url=https%3A%2F%2Fin.example%2F", others: 404,
            malformed: .body("url=%zz", 400), overLimit: longForm),
        RouteCase(.post, "/webhooks/{id}/test", .staffSession, status: 303, others: 404, malformed: badID),
        RouteCase(.post, "/webhooks/{id}/rotate", .staffSession, others: 404, malformed: badID),
        RouteCase(.post, "/webhooks/{id}/disable", .staffSession, status: 303, others: 404, malformed: badID),
        RouteCase(
            .post, "/webhooks/{id}/enable", .staffSession, "catch_up=", status: 303, others: 404,
            malformed: .body("catch_up=%zz", 400), overLimit: longForm),
        RouteCase(
            .post, "/webhooks/{id}/deliveries/{delivery}/resend", .staffSession, status: 303, others: 404,
            malformed: badID),
    ]

    private static let endpointCalls = [
        RouteCase(
            .get, "/api/v1/webhooks", .token, malformed: .query("limit=x", 400), overLimit: .query("limit=201", 400)),
        RouteCase(.get, "/api/v1/webhooks/{id}", .token, others: 404, malformed: badID, overLimit: longID),
        RouteCase(
            .get, "/api/v1/webhooks/{id}/deliveries", .token, others: 404, malformed: .query("limit=x", 400),
            overLimit: .query("limit=201", 400)),
        RouteCase(
            .get, "/api/v1/webhooks/{id}/deliveries/{delivery}", .token, others: 404, malformed: badID,
            overLimit: longID),
        RouteCase(.get, "/api/v1/webhooks/{id}/resends", .token, others: 404, malformed: badID, overLimit: longID),
        RouteCase(
            .get, "/api/v1/webhooks/{id}/resends/{job}", .token, others: 404, malformed: badID, overLimit: longID),
    ]

    private static let endpointChanges = [
        RouteCase(
            .post, "/api/v1/webhooks", .token, #"{"url": "https://in.example/", "events": ["*"]}"#, status: 201,
            malformed: badJSON, overLimit: longJSON),
        RouteCase(
            .patch, "/api/v1/webhooks/{id}", .token, #"{"description": "Ledger"}"#, others: 404, malformed: badJSON,
            overLimit: longJSON),
        RouteCase(.post, "/api/v1/webhooks/{id}/test", .token, status: 202, others: 404, malformed: badID),
        RouteCase(
            .post, "/api/v1/webhooks/{id}/secret/rotate", .token, "{}", others: 404, malformed: badJSON,
            overLimit: .body(#"{"overlap_hours": 73}"#, 422)),
        RouteCase(
            .post, "/api/v1/webhooks/{id}/resend", .token, #"{"failed": true}"#, status: 202, others: 404,
            malformed: badJSON, overLimit: longJSON),
        RouteCase(.post, "/api/v1/webhooks/{id}/disable", .token, others: 404, malformed: badID),
        RouteCase(
            .post, "/api/v1/webhooks/{id}/enable", .token, "{}", others: 404, malformed: badJSON, overLimit: longJSON),
        RouteCase(
            .post, "/api/v1/webhooks/{id}/deliveries/{delivery}/resend", .token, status: 202, others: 404,
            malformed: badID),
    ]

    private static let deletions = [
        RouteCase(.post, "/webhooks/{id}/delete", .staffSession, status: 303, others: 404, malformed: badID),
        RouteCase(.delete, "/api/v1/webhooks/{id}", .token, status: 204, others: 404, malformed: badID),
    ]
}
