import Matters
import Testing

@testable import Webhooks

@Suite struct `A message of Lawfficient` {
    @Test func `it has four members in their order, and is read as it is written`() throws {
        let message = LawfficientMessage(
            id: "f1e2d3c4", type: LawfficientEvent.leadCreated.rawValue, createdAt: .seconds(1_782_295_200),
            data: ["id": "3f8c1e2a", "first_name": "Ada", "status": ["key": "new", "name": "New"]])
        #expect(
            String(decoding: message.encoded, as: UTF8.self)
                == #"{"id":"f1e2d3c4","type":"lead.created","created_at":"2026-06-24T10:00:00.000Z","#
                + #""data":{"id":"3f8c1e2a","first_name":"Ada","status":{"key":"new","name":"New"}}}"#)
        let read = try LawfficientMessage(body: message.encoded)
        #expect(read == message)
    }

    @Test func `a name that is new, a missing time and missing data are no reason to refuse it`() throws {
        let message = try LawfficientMessage(body: Array(#"{"id":7,"type":"lead.merged","more":1}"#.utf8))
        #expect((message.id, message.type) == ("7", "lead.merged"))
        #expect((message.data, message.createdAt) == (.null, .distantPast))
    }

    @Test(arguments: [
        ("", LawfficientMessage.Unreadable.notJSON), ("[]", .notAnObject), (#"{"type":"lead.created"}"#, .noID),
        (#"{"id":"","type":"lead.created"}"#, .noID), (#"{"id":"1"}"#, .noType), (#"{"id":"1","type":""}"#, .noType),
        (#"{"id":"\#(String(repeating: "i", count: 65))","type":"t"}"#, .unsafeText),
        (#"{"id":"\u0000","type":"t"}"#, .unsafeText), (#"{"id":"1","type":"\u0007"}"#, .unsafeText),
    ])
    func `what cannot be read is told by name`(body: String, reason: LawfficientMessage.Unreadable) {
        #expect(throws: reason) { try LawfficientMessage(body: Array(body.utf8)) }
    }

    @Test(
        arguments: [
            ([], []), ([.details], [.leadUpdated]), ([.restored], [.leadUpdated]),
            ([.status, .assignee, .details], [.leadUpdated, .leadStatusChanged, .leadAssigned]),
            ([.archived], [.leadArchived]), ([.restored, .details], [.leadUpdated]),
        ] as [(LeadChange, [LawfficientEvent])])
    func `one write raises several events, and none if nothing changed`(
        change: LeadChange, events: [LawfficientEvent]
    ) {
        #expect(change.events == events)
    }

    @Test func `the resource of each event is known`() {
        #expect(LawfficientEvent.allCases.count == 8)
        #expect(
            LawfficientEvent.allCases.filter { $0.resource == .consultation }.map(\.rawValue).allSatisfy {
                $0.hasPrefix("consultation.")
            })
        #expect(LawfficientEvent.allCases.filter { $0.resource == .lead }.count == 5)
    }

    @Test(arguments: [
        (false, AttemptResult.answered(status: 204), 1, RetryDecision.delivered),
        (false, .answered(status: 500), 1, .abandoned),
        (false, .answered(status: 301), 1, .abandoned), (false, .failed(.timedOut), 1, .abandoned),
        (true, .answered(status: 200), 3, .delivered), (true, .answered(status: 410), 1, .retry(after: .seconds(5))),
        (true, .failed(.reset), 7, .retry(after: .seconds(36_000))), (true, .failed(.reset), 8, .abandoned),
    ])
    func `a message is sent once, or retried for over a day when durable`(
        isDurable: Bool, result: AttemptResult, number: Int, retry: RetryDecision
    ) {
        var health = EndpointHealth()
        let attempt = Attempt(startedAt: .seconds(0), milliseconds: 1, result: result, answer: [])
        let context = AttemptContext(number: number, isDurable: isDurable, now: .seconds(0))
        #expect(WebhookContract.lawfficient.decide(attempt, context, &health) == AttemptDecision(retry: retry))
    }
}

@Suite struct `An endpoint of Lawfficient` {
    @Test(
        arguments: [
            ("http://portal.example/in", "*", EventSelection.all), ("https://portal.example:8443/in", ["*"], .all),
            ("https://localhost.example/", ["lead.created", "lead.created"], .some(["lead.created"])),
        ] as [(JSONValue, JSONValue, EventSelection)])
    func `http and https are accepted, and names or all`(url: JSONValue, events: JSONValue, choice: EventSelection)
        throws
    {
        let endpoint = try LawfficientEndpoint(["url": url, "events": events])
        #expect((JSONValue.string(endpoint.url), endpoint.events) == (url, choice))
    }

    @Test(
        arguments: [
            ("ftp://a.example/", "*", "url"), ("http://a.example:/", "*", "url"), ("http://a@b.example/", "*", "url"),
            (nil, "*", "url"), ("https://a.example/", nil, "events"), ("https://a.example/", [], "events"),
            ("https://a.example/", "lead.created", "events"), ("https://a.example/", ["*", "lead.created"], "events"),
            ("https://a.example/", ["lead.merged"], "events"),
        ] as [(JSONValue, JSONValue, String)])
    func `anything else is refused by the name of the field`(url: JSONValue, events: JSONValue, field: String) {
        let fault = #expect(throws: SubscriptionFault.self) {
            try LawfficientEndpoint(["url": url, "events": events])
        }
        #expect(fault?.field == field)
        #expect(fault?.hint.hasPrefix("Give ") == true)
    }

    @Test func `a host of this machine is accepted, because the address is checked when it is dialled`() {
        #expect(throws: Never.self) {
            try LawfficientEndpoint(["url": "http://localhost:9/", "events": "*"])
        }
    }
}
