import HTTPTypes
import Webhooks

private typealias P = OpenAPIParts

extension OpenAPIDocument {
    private static let after = P.query("after", P.text, "The next of the page before.")
    private static func limit(_ most: Int, _ standard: Int) -> JSONValue {
        P.query("limit", P.number(1...Int64(most), default: Int64(standard)), "How many at most.")
    }
    private static func page(_ name: String, of schema: String) -> JSONValue {
        P.object(.object([name: P.array(P.reference(schema)), "next": P.optionalText]), required: [name, "next"])
    }

    static let matters = [
        APIOperation(
            method: .get, path: "matters", summary: "The matters that the holder may see",
            query: [limit(MattersAPI.mattersMax, MattersAPI.mattersDefault), after],
            answer: page("matters", of: "MatterSummary"), failures: [400]),
        APIOperation(
            method: .get, path: "matters/{id}", summary: "One matter whole", answer: P.reference("Matter"),
            failures: [404]),
        APIOperation(
            method: .get, path: "changes", summary: "What has changed, the oldest first",
            query: [limit(MattersAPI.changesMax, MattersAPI.changesMax), after],
            answer: P.object(
                ["changes": P.array(P.reference("Change")), "next": P.text, "more": P.flag],
                required: ["changes", "next", "more"]), failures: [400]),
        APIOperation(
            method: .get, path: "documents/{id}/content", summary: "The file of a document",
            answer: ["type": "string", "format": "binary"], contentType: "application/octet-stream",
            failures: [404, 502, 503]),
        APIOperation(
            method: .head, path: "documents/{id}/content", summary: "The size and type of a document's file",
            failures: [404]),
    ]

    static let webhooks = [
        APIOperation(
            method: .get, path: "webhooks", summary: "The endpoints of the holder, for staff those of the firm",
            query: [limit(WebhookCall.entriesMax, WebhookCall.entriesDefault), after],
            answer: page("webhooks", of: "Webhook"), failures: [400, 404]),
        APIOperation(
            method: .post, path: "webhooks", summary: "Make an endpoint; its secret is answered this once",
            body: P.reference("WebhookWish"), status: 201, answer: P.reference("NewWebhook"),
            failures: [400, 409, 413, 422]),
        APIOperation(
            method: .get, path: "webhooks/{id}", summary: "One endpoint", answer: P.reference("Webhook"),
            failures: [404]),
        APIOperation(
            method: .patch, path: "webhooks/{id}", summary: "Change what is mentioned, all of it or nothing",
            body: P.reference("WebhookWish"), answer: P.reference("Webhook"), failures: [400, 404, 413, 422]),
        APIOperation(
            method: .delete, path: "webhooks/{id}", summary: "End an endpoint for good", status: 204, failures: [404]),
        APIOperation(
            method: .post, path: "webhooks/{id}/disable",
            summary: "Send nothing until it is enabled; messages are held",
            answer: P.reference("Webhook"), failures: [404]),
        APIOperation(
            method: .post, path: "webhooks/{id}/enable", summary: "Send again, with catch_up first what was held",
            body: P.object(["catch_up": P.flag]), answer: P.reference("Webhook"), failures: [400, 404, 422]),
        APIOperation(
            method: .post, path: "webhooks/{id}/secret/rotate",
            summary: "Make a new secret; the one before signs along for overlap_hours",
            body: P.object([
                "overlap_hours": P.number(WebhooksAPI.overlapHours, default: WebhooksAPI.overlapHoursDefault)
            ]),
            answer: P.object(
                ["id": P.text, "secret": P.text, "overlap_hours": P.number(WebhooksAPI.overlapHours)],
                required: ["id", "secret", "overlap_hours"]), failures: [400, 404, 409, 422]),
    ]

    static let webhookLog = [
        APIOperation(
            method: .get, path: "webhooks/{id}/deliveries", summary: "What was sent, the newest first",
            query: [limit(WebhookCall.entriesMax, WebhookCall.entriesDefault), after],
            answer: page("deliveries", of: "Delivery"), failures: [400, 404]),
        APIOperation(
            method: .get, path: "webhooks/{id}/deliveries/{delivery}", summary: "One delivery with its body",
            answer: P.reference("Delivery"), failures: [404]),
        APIOperation(
            method: .post, path: "webhooks/{id}/deliveries/{delivery}/resend", summary: "Send one again", status: 202,
            answer: P.object(["id": P.text], required: ["id"]), failures: [404, 409]),
        APIOperation(
            method: .post, path: "webhooks/{id}/resend", summary: "Begin a job that sends many again",
            body: P.object(["since": P.moment, "from": P.moment, "to": P.moment, "failed": P.flag]), status: 202,
            answer: P.reference("Resend"), failures: [400, 404, 409, 422]),
        APIOperation(
            method: .get, path: "webhooks/{id}/resends", summary: "The jobs, the newest first",
            answer: P.object(["resends": P.array(P.reference("Resend"))], required: ["resends"]), failures: [404]),
        APIOperation(
            method: .get, path: "webhooks/{id}/resends/{job}", summary: "How far a job is",
            answer: P.reference("Resend"), failures: [404]),
        APIOperation(
            method: .post, path: "webhooks/{id}/test", summary: "Send a webhook.test message", status: 202,
            answer: P.object(["delivery": P.text], required: ["delivery"]), failures: [404, 409]),
    ]
}
