import Matters
import Testing

@testable import Webhooks

@Suite struct `Endpoints and messages of the portal` {
    static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    @Test func `a message has three members in their order`() {
        let message = StandardMessage(
            type: StandardEvent.settlementChanged.rawValue, at: Instant(milliseconds: 1_782_295_200_123),
            data: ["matter": "m1"])
        #expect(
            String(decoding: message.encoded, as: UTF8.self)
                == #"{"type":"settlement.changed","timestamp":"2026-06-24T10:00:00.123Z","data":{"matter":"m1"}}"#)
        #expect(StandardEvent.allCases.count == 17)
    }

    @Test(
        arguments: [
            (["url": "https://a.example/in", "events": "*"], EventSelection.all, nil),
            (
                ["url": "https://a.example/in", "events": ["note.published"], "secret": nil], .some(["note.published"]),
                nil
            ),
            (["url": "https://a.example/in", "events": "*", "secret": .string(secret)], .all, secret),
        ] as [(JSONValue, EventSelection, String?)])
    func `an endpoint names events or all, and may bring its secret`(
        request: JSONValue, events: EventSelection, secret: String?
    ) throws {
        let endpoint = try StandardEndpoint(request)
        #expect(endpoint.events == events)
        #expect(endpoint.secret?.text == secret)
    }

    @Test(
        arguments: [
            (["url": "http://a.example/in", "events": "*"], "url"), (["events": "*"], "url"),
            (["url": "https://a.example/in"], "events"),
            (["url": "https://a.example/in", "events": ["note.read"]], "events"),
            (["url": "https://a.example/in", "events": "*", "secret": "short"], "secret"),
            (["url": "https://a.example/in", "events": "*", "secret": 1], "secret"),
        ] as [(JSONValue, String)])
    func `anything else is refused by the name of the field`(request: JSONValue, field: String) {
        let fault = #expect(throws: SubscriptionFault.self) { try StandardEndpoint(request) }
        #expect(fault?.field == field)
        #expect(fault?.hint.hasPrefix("Give ") == true)
    }

    @Test func `plain http is accepted where a private network was allowed by name`() {
        #expect(throws: Never.self) {
            try StandardEndpoint(["url": "http://10.0.0.1/", "events": "*"], allowsPlainHTTP: true)
        }
    }
}
