import Matters
import Testing
import Webhooks

@Suite struct `A subscription of LawVu` {
    static func request(
        url: JSONValue? = "https://portal.example/in?t=1", topics: JSONValue? = ["matter.created"],
        state: JSONValue? = nil
    ) -> JSONValue {
        var members: JSONValue.Members = [:]
        (members["topics"], members["subscriptionUrl"], members["clientState"]) = (topics, url, state)
        return .object(members)
    }

    static func url(characters count: Int) -> JSONValue {
        let start = "https://portal.example/"
        return .string(start + String(repeating: "a", count: count - start.count))
    }

    @Test(arguments: [
        request(), request(state: nil), request(state: .null), request(url: "HTTPS://Portal.example:8443/in?a=b#c"),
        request(url: "https://[2001:db8::1]:443/in"), request(url: url(characters: 2_048)),
        request(state: .string(String(repeating: "s", count: 128))),
        request(topics: .array(LawVuTopic.allCases.map { .string($0.rawValue) })),
    ])
    func `what the contract allows is accepted`(request: JSONValue) {
        #expect(throws: Never.self) { try LawVuSubscription(request) }
    }

    @Test(
        arguments: [
            (request(url: nil), "subscriptionUrl"), (request(url: ""), "subscriptionUrl"),
            (request(url: 7), "subscriptionUrl"),
            (request(url: url(characters: 2_049)), "subscriptionUrl"),
            (request(url: "http://a.example/"), "subscriptionUrl"),
            (request(url: "ftp://a.example/"), "subscriptionUrl"), (request(url: "https:///in"), "subscriptionUrl"),
            (request(url: "https://u:p@a.example/"), "subscriptionUrl"),
            (request(url: "https://a.example:0/"), "subscriptionUrl"),
            (request(url: "https://a.example:65536/"), "subscriptionUrl"),
            (request(url: "https://a.example:/"), "subscriptionUrl"),
            (request(url: "https://a.example\\@b/"), "subscriptionUrl"),
            (request(url: "https://[::1/"), "subscriptionUrl"),
            (request(url: "https://[::1]x/"), "subscriptionUrl"), (request(url: "https://a b/"), "subscriptionUrl"),
            (request(topics: nil), "topics"), (request(topics: []), "topics"), (request(topics: "*"), "topics"),
            (request(topics: ["matter.merged"]), "topics"), (request(topics: ["matter.created", 1]), "topics"),
            (request(state: 1), "clientState"),
            (request(state: .string(String(repeating: "s", count: 129))), "clientState"),
            ("x", "topics"),
        ] as [(JSONValue, String)])
    func `what it does not is refused by the name of the field`(request: JSONValue, field: String) {
        let fault = #expect(throws: SubscriptionFault.self) { try LawVuSubscription(request) }
        #expect(fault?.field == field)
        #expect(fault?.hint.hasPrefix("Give ") == true)
    }

    @Test func `a simulation may take plain http`() {
        #expect(throws: Never.self) {
            try LawVuSubscription(Self.request(url: "http://127.0.0.1:9/"), allowsPlainHTTP: true)
        }
    }

    @Test(arguments: [
        (Int64(1_673_213_808_710), "2023-01-08T21:36:48.71"), (1_673_213_808_000, "2023-01-08T21:36:48"),
        (1_673_213_800_000, "2023-01-08T21:36:40"), (1_673_213_808_123, "2023-01-08T21:36:48.123"),
    ])
    func `it is shown as the system shows it, times without a zone`(milliseconds: Int64, date: String) throws {
        let request = Self.request(topics: ["matter.created", "matter.updated", "matter.created"])
        let shown = try LawVuSubscription(request)
            .json(id: 619, status: .failed, createdBy: "u", at: Instant(milliseconds: milliseconds))
        #expect(
            shown.encodedText
                == #"{"id":619,"topics":["matter.created","matter.updated"],"subscriptionUrl":"https://portal.example/in?t=1","#
                + #""clientState":null,"status":"failed","createdDateUtc":"\#(date)","createdBy":"u","#
                + #""modifiedDateUtc":"\#(date)","modifiedBy":"u"}"#)
    }
}
