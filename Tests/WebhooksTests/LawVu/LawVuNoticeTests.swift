import Matters
import Testing

@testable import Webhooks

@Suite struct `A notice of LawVu` {
    static let moment = Instant(milliseconds: 1_674_337_086_775)

    @Test(
        arguments: [
            (
                LawVuTopic.matterFileCreated, 295_061, "secretstring",
                #"{"Timestamp":"2023-01-21T21:38:06.7750000Z","ResourceId":295061,"EventType":"matter.file.created","#
                    + #""ClientState":"secretstring","ParentResource":{"ResourceType":"matter","ResourceId":96660}}"#
            ),
            (
                .matterUpdated, nil, nil,
                #"{"Timestamp":"2023-01-21T21:38:06.7750000Z","ResourceId":96660,"EventType":"matter.updated","#
                    + #""ClientState":null}"#
            ),
            (
                .contractStatusUpdated, nil, "s",
                #"{"Timestamp":"2023-01-21T21:38:06.7750000Z","ResourceId":96660,"EventType":"contract.status.updated","#
                    + #""ClientState":"s","ParentResource":{"ResourceType":"contract","ResourceId":96660}}"#
            ),
        ] as [(LawVuTopic, Int64?, String?, String)])
    func `it is thin, and read as it is written`(
        topic: LawVuTopic, part: Int64?, state: String?, text: String
    ) throws {
        let notice = LawVuNotice(topic, of: 96_660, part: part, clientState: state, at: Self.moment)
        #expect(String(decoding: notice.encoded, as: UTF8.self) == text)
        #expect(try LawVuNotice(body: notice.encoded) == notice)
    }

    @Test func `only what happens to a part, or to a contract's status, names the parent`() {
        let without = LawVuTopic.allCases.filter { !$0.carriesParent }.map(\.rawValue)
        #expect(
            without == [
                "matter.created", "matter.updated", "matter.status.updated", "contract.created", "contract.updated",
            ])
        #expect(LawVuTopic.allCases.count == 16)
        #expect(LawVuTopic.allCases.filter(\.isWindowed) == [.matterUpdated, .contractUpdated])
    }

    @Test func `ids may be text, and all but resource and event may be missing`() throws {
        let notice = try LawVuNotice(body: Array(#"{"ResourceId":"7","EventType":"matter.archived"}"#.utf8))
        #expect((notice.resourceID, notice.timestamp) == (7, ""))
        #expect((notice.clientState, notice.parent) == (nil, nil))
    }

    @Test(arguments: [
        ("", LawVuNotice.Unreadable.notJSON), ("[]", .notAnObject), ("{}", .noResource),
        (#"{"ResourceId":1e300,"EventType":"matter.created"}"#, .noResource),
        (#"{"ResourceId":1}"#, .noEventType), (#"{"ResourceId":1,"EventType":""}"#, .noEventType),
        (#"{"ResourceId":1,"EventType":"\#(String(repeating: "m", count: 65))"}"#, .unsafeText),
        (#"{"ResourceId":1,"EventType":"m","Timestamp":"\u0000"}"#, .unsafeText),
    ])
    func `what cannot be read is told by name`(body: String, reason: LawVuNotice.Unreadable) {
        #expect(throws: reason) { try LawVuNotice(body: Array(body.utf8)) }
    }

    @Test(
        arguments: [
            ("secret", "secret", true), ("secret", "Secret", false), ("secre", "secret", false),
            ("secrets", "secret", false), (nil, "secret", false), ("", "secret", false), ("anything", nil, true),
            (nil, nil, true), (nil, "", true),
        ] as [(String?, String?, Bool)])
    func `it is believed for its client state, when one was given`(sent: String?, given: String?, isBelieved: Bool) {
        let notice = LawVuNotice(.matterCreated, of: 1, clientState: sent, at: Self.moment)
        #expect(notice.isFrom(subscriberWith: given) == isBelieved)
    }

    @Test func `one key means one subscription, event, resource and time`() {
        let keys = [
            LawVuNotice(.matterCreated, of: 1, clientState: nil, at: Self.moment).key(subscriptionID: 1),
            LawVuNotice(.matterCreated, of: 1, clientState: "again", at: Self.moment).key(subscriptionID: 1),
            LawVuNotice(.matterCreated, of: 1, clientState: nil, at: Self.moment).key(subscriptionID: 2),
            LawVuNotice(.matterCreated, of: 2, clientState: nil, at: Self.moment).key(subscriptionID: 1),
            LawVuNotice(.matterUpdated, of: 1, clientState: nil, at: Self.moment).key(subscriptionID: 1),
            LawVuNotice(.matterCreated, of: 1, clientState: nil, at: .seconds(1)).key(subscriptionID: 1),
        ]
        #expect(keys[0] == keys[1])
        #expect(Set(keys).count == 5)
    }

    @Test(
        arguments: [
            (#""ResourceId":5,"EventType":"matter.created""#, NoticeReading.Subject.matter("5"), Facets.all, nil),
            (#""ResourceId":5,"EventType":"matter.updated""#, .matter("5"), [.details, .values, .parties], nil),
            (
                #""ResourceId":9,"EventType":"matter.file.created","ParentResource":{"ResourceType":"matter","ResourceId":5}"#,
                .matter("5"), .documents, nil
            ),
            (#""ResourceId":9,"EventType":"matter.file.created""#, .anyMatter, .documents, nil),
            (
                #""ResourceId":9,"EventType":"matter.tag.created","ParentResource":{"ResourceType":"contract","ResourceId":5}"#,
                .anyMatter, .details, nil
            ),
            (
                #""ResourceId":9,"EventType":"contract.file.created","ParentResource":{"ResourceType":"contract","ResourceId":5}"#,
                .nothing, [], nil
            ),
            (#""ResourceId":9,"EventType":"matter.merged""#, .anyMatter, .all, "unknownEvent"),
        ] as [(String, NoticeReading.Subject, Facets, String?)])
    func `it says which matter to look at again`(
        members: String, subject: NoticeReading.Subject, facets: Facets, parked: String?
    ) throws {
        let body = #"{"Timestamp":"2023-01-21T21:38:06.7758226Z",\#(members)}"#
        let notice = try LawVuNotice(body: Array(body.utf8))
        let key = "619/\(notice.eventType)/\(notice.resourceID)/2023-01-21T21:38:06.7758226Z"
        #expect(
            notice.reading(subscriptionID: 619)
                == NoticeReading(subject: subject, facets: facets, key: key, deadLetterReason: parked))
    }
}

extension LawVuNotice {
    /// The notice of a topic about a matter or contract, or about a part of it.
    fileprivate init(
        _ topic: LawVuTopic, of owner: Int64, part: Int64? = nil, clientState: String?, at moment: Instant
    ) {
        let parent = topic.carriesParent ? Parent(type: topic.owner.rawValue, id: owner) : nil
        self.init(
            timestamp: Self.timestamp(moment), resourceID: part ?? owner, eventType: topic.rawValue,
            clientState: clientState, parent: parent)
    }
}
