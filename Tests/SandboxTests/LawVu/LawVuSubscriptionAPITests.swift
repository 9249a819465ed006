import Delivery
import HTTPTypes
import Matters
import Records
import Storage
import StorageSQLite
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `LawVu subscription API` {
    static let path = "account-apis/v1/webhooks/subscriptions"
    let lawVu: LawVuFixture
    init() async throws { lawVu = try await LawVuFixture(matters: 1) }

    @Test func `a subscription is created, listed, shown and deleted`() async throws {
        let made = try await lawVu.call(
            .post, Self.path,
            #"{"topics": ["matter.created", "matter.updated"], "subscriptionUrl": "https://a.example/in?t=1", "clientState": "c", "x": 1}"#
        )
        #expect(made.status == 201)
        let id = try #require(made.json.integer)
        let shown = try await lawVu.call(.get, Self.path + "/\(id)")
        #expect(
            shown.json == [
                "id": .integer(id), "topics": ["matter.created", "matter.updated"],
                "subscriptionUrl": "https://a.example/in?t=1", "clientState": "c", "status": "active",
                "createdDateUtc": "2026-05-03T23:30:00", "createdBy": .string(LawVuSetUp.counsel.id),
                "modifiedDateUtc": "2026-05-03T23:30:00", "modifiedBy": .string(LawVuSetUp.counsel.id),
            ])
        #expect(try await lawVu.call(.get, Self.path).json == [shown.json])
        let gone = try await lawVu.call(.delete, Self.path + "/\(id)")
        #expect(gone.status == 204)
        #expect(gone.text.isEmpty)
        #expect(try await lawVu.call(.get, Self.path).text == "[]")
        for method: HTTPRequest.Method in [.get, .delete] {
            #expect(try await lawVu.call(method, Self.path + "/\(id)").status == 404)
        }
    }

    @Test func `a subscription is visible to its owner only`() async throws {
        let mine = try await lawVu.subscribe()
        for method: HTTPRequest.Method in [.get, .delete] {
            let answer = try await lawVu.call(method, Self.path + "/\(mine)", as: lawVu.colleagueToken)
            #expect(answer.status == 404)
        }
        #expect(try await lawVu.call(.get, Self.path, as: lawVu.colleagueToken).json == [])
        let hook = try await lawVu.sandbox.hook("StepChanged")
        #expect(try await lawVu.call(.get, Self.path + "/\(hook)").status == 404)
        #expect(try await lawVu.sandbox.rest(.get, "resthooks/\(mine)").status == 404)
        #expect(try await lawVu.call(.get, Self.path).json.array?.count == 1)
    }

    @Test func `a disabled subscription has the status failed until it is deleted`() async throws {
        let id = try await lawVu.subscribe()
        try await lawVu.sandbox.store.write { transaction in
            try Subscriptions.switchOff(
                id, because: .abandonedTooOften, firmID: SandboxFirm.id, in: transaction, at: Fixture.now)
        }
        let shown = try await lawVu.call(.get, Self.path + "/\(id)").json
        #expect(shown["status"] == "failed")
        #expect(shown["clientState"] == .null)
        #expect(try await lawVu.call(.delete, Self.path + "/\(id)").status == 204)
    }

    @Test(arguments: [
        (#"{"subscriptionUrl": "https://a.example"}"#, "Topics"),
        (#"{"topics": [], "subscriptionUrl": "https://a.example"}"#, "Topics"),
        (#"{"topics": ["matter.deleted"], "subscriptionUrl": "https://a.example"}"#, "Topics"),
        (#"{"topics": ["matter.created"]}"#, "SubscriptionUrl"),
        (#"{"topics": ["matter.created"], "subscriptionUrl": "ftp://a.example"}"#, "SubscriptionUrl"),
        (#"{"topics": ["matter.created"], "subscriptionUrl": "https://a.example", "clientState": 1}"#, "ClientState"),
        ("[]", "Body"),
    ])
    func `an invalid subscription is rejected with the name of the wrong member`(_ body: String, _ named: String)
        async throws
    {
        let answer = try await lawVu.call(.post, Self.path, body)
        #expect(answer.status == 400)
        #expect(answer.json["errors"]?[named]?.array?.first?.string?.isEmpty == false)
        #expect(try await lawVu.call(.get, Self.path).json == [])
    }

    @Test(arguments: [499, 500, 501, 1_000])
    func `the list is complete for any number of subscriptions`(_ count: Int) async throws {
        try await lawVu.sandbox.store.write { transaction in
            for _ in 0..<count {
                _ = try Subscriptions.create(
                    contract: .lawvu, events: ["matter.created"], targetURL: "http://127.0.0.1:1/in",
                    owner: LawVuSetUp.counsel.id, firmID: SandboxFirm.id, in: transaction, at: Fixture.now)
            }
        }
        let ids = try await lawVu.call(.get, Self.path).json.array?.compactMap { $0["id"]?.integer } ?? []
        #expect(ids.count == count)
        #expect(ids == ids.sorted())
    }

    @Test func `a subscription cannot be updated`() async throws {
        let id = try await lawVu.subscribe()
        for method: HTTPRequest.Method in [.put, .patch] {
            #expect(try await lawVu.call(method, Self.path + "/\(id)", "{}").status == 405)
        }
    }
}
