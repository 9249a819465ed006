import Delivery
import HTTPTypes
import Records
import Storage
import Testing
import Webhooks

@Suite struct `Endpoints over the API` {
    private let path = "/api/v1/webhooks"

    @Test func `an endpoint is created, read, changed and deleted, and its secret answered once`() async throws {
        let fixture = try await PortalFixture()
        let made = try await fixture.endpoint()
        let id = try #require(made["id"]?.string)
        let secret = try #require(made["secret"]?.string)
        #expect(throws: Never.self) { try StandardSecret(secret) }
        let shown = try await fixture.call(.get, "\(path)/\(id)")
        #expect(shown.status == 200 && !shown.text.contains("whsec_"))
        #expect(shown.json["status"] == "active" && shown.json["events"] == ["*"])

        let changed = try await fixture.call(
            .patch, "\(path)/\(id)", #"{"events": ["note.published"], "messages_per_second": 5, "colour": "red"}"#)
        #expect(changed.json["events"] == ["note.published"] && changed.json["messages_per_second"] == 5)
        #expect(changed.json["url"] == "https://in.example/hook")

        #expect(try await fixture.call(.delete, "\(path)/\(id)").status == 204)
        #expect(try await fixture.call(.get, "\(path)/\(id)").status == 404)
        let listed = try await fixture.call(.get, path)
        #expect(listed.json == ["webhooks": [], "next": nil])
    }

    @Test(arguments: [
        (#"{"events": ["*"]}"#, "url"),
        (#"{"url": "https://in.example/"}"#, "events"),
        (#"{"url": "https://in.example/", "events": []}"#, "events"),
        (#"{"url": "https://in.example/", "events": ["matter.exploded"]}"#, "events"),
        (#"{"url": "http://in.example/", "events": ["*"]}"#, "url"),
        (#"{"url": "https://127.0.0.1/", "events": ["*"]}"#, "url"),
        (#"{"url": "https://169.254.169.254/latest", "events": ["*"]}"#, "url"),
        (#"{"url": "https://[::ffff:10.0.0.1]/", "events": ["*"]}"#, "url"),
        (#"{"url": "https://localhost/", "events": ["*"]}"#, "url"),
        (#"{"url": "https://in.example/", "events": ["*"], "description": 7}"#, "description"),
        (#"{"url": "https://in.example/", "events": ["*"], "messages_per_second": 0}"#, "messages_per_second"),
        (#"{"url": "https://in.example/", "events": ["*"], "messages_per_second": 1001}"#, "messages_per_second"),
        (#"{"url": "https://in.example/", "events": ["*"], "secret": "whsec_short"}"#, "secret"),
    ])
    func `an invalid request names its field, and nothing of it is stored`(
        _ body: String, _ field: String
    ) async throws {
        let fixture = try await PortalFixture()
        let answer = try await fixture.call(.post, path, body)
        #expect(answer.status == 422)
        #expect(answer.json["field"]?.string == field)
        #expect(answer.json["detail"]?.string?.isEmpty == false)
        let listed = try await fixture.call(.get, path)
        #expect(listed.json["webhooks"] == [])
    }

    @Test(arguments: ["[]", "{", "7", "\"x\""])
    func `a body that is not a JSON object is refused`(_ body: String) async throws {
        let fixture = try await PortalFixture()
        #expect(try await fixture.call(.post, path, body).status == 400)
    }

    @Test func `a change that is refused in part changes nothing`() async throws {
        let fixture = try await PortalFixture()
        let id = try #require(try await fixture.endpoint()["id"]?.string)
        let refused = try await fixture.call(
            .patch, "\(path)/\(id)", #"{"description": "new", "url": "https://10.0.0.1/"}"#)
        #expect(refused.status == 422 && refused.json["field"] == "url")
        let shown = try await fixture.call(.get, "\(path)/\(id)")
        #expect(shown.json["description"] == .null && shown.json["url"] == "https://in.example/hook")
    }

    @Test func `somebody else's endpoint, and one that does not exist, are the same bytes on every route`() async throws
    {
        let fixture = try await PortalFixture()
        let made = try await fixture.endpoint(of: .broker)
        let id = try #require(made["id"]?.string)
        let routes: [(PortalFixture.Caller, String, HTTPRequest.Method)] = [
            (.staff, "", .get), (.other, "", .get), (.other, "", .delete), (.other, "", .patch),
            (.other, "/disable", .post), (.other, "/enable", .post), (.other, "/secret/rotate", .post),
            (.other, "/deliveries", .get), (.other, "/deliveries/x", .get), (.other, "/deliveries/x/resend", .post),
            (.other, "/resends", .get), (.other, "/resends/x", .get), (.other, "/test", .post),
        ]
        for (caller, suffix, method) in routes {
            let theirs = try await fixture.call(caller, method, "\(path)/\(id)\(suffix)")
            let none = try await fixture.call(caller, method, "\(path)/nothing\(suffix)")
            #expect(theirs.status == 404 && theirs == none, "\(method) \(suffix)")
        }
        #expect(try await fixture.call(.broker, .get, "\(path)/\(id)").status == 200)
        #expect(try await fixture.call(nil, .get, path).status == 401)
    }

    @Test func `lists are paged and hold the viewer's own endpoints only`() async throws {
        let fixture = try await PortalFixture()
        for _ in 0..<5 { _ = try await fixture.endpoint() }
        _ = try await fixture.endpoint(of: .broker)
        var (ids, next): ([String], String) = ([], "")
        repeat {
            let page = try await fixture.call(.get, "\(path)?limit=2\(next)")
            ids += (page.json["webhooks"]?.array ?? []).compactMap { $0["id"]?.string }
            next = page.json["next"]?.string.map { "&after=" + $0 } ?? ""
        } while !next.isEmpty
        #expect(ids.count == 5 && Set(ids).count == 5)
        #expect(try await fixture.call(.get, "\(path)?limit=0").status == 400)
    }

    @Test func `a party has a hundred endpoints at most`() async throws {
        let fixture = try await PortalFixture()
        let (body, owner) = (
            #"{"url": "https://in.example/", "events": ["*"]}"#, EndpointOwner(text: "person:broker@loans.example")
        )
        let ownerText = try #require(owner).text
        try await fixture.store.write { transaction in
            for _ in 0..<99 {
                _ = try Subscriptions.create(
                    contract: .standard, events: ["*"], targetURL: "https://in.example/", owner: ownerText, firmID: "f",
                    in: transaction, at: PortalFixture.now)
            }
        }
        #expect(try await fixture.call(.broker, .post, path, body).status == 201)
        let refused = try await fixture.call(.broker, .post, path, body)
        #expect(refused.status == 409 && refused.text.contains("100"))
        #expect(try await fixture.call(.other, .post, path, body).status == 201)
    }

    @Test func `deliveries to a disabled endpoint are held, and sent when it is enabled`() async throws {
        let fixture = try await PortalFixture()
        let id = try #require(try await fixture.endpoint()["id"]?.string)
        let off = try await fixture.call(.post, "\(path)/\(id)/disable")
        #expect(off.json["status"] == "disabled" && off.json["disabled_because"] == "by_hand")
        try await fixture.publish(3)
        #expect(try await fixture.call(.get, "\(path)/\(id)").json["held"] == 3)
        #expect(try await fixture.call(.post, "\(path)/\(id)/test").status == 409)
        #expect(try await fixture.call(.post, "\(path)/\(id)/resend", #"{"failed": true}"#).status == 409)
        let on = try await fixture.call(.post, "\(path)/\(id)/enable", #"{"catch_up": true}"#)
        #expect(on.json["status"] == "catching_up")
        let jobs = try await fixture.call(.get, "\(path)/\(id)/resends")
        #expect(jobs.json["resends"]?[0]?["total"] == 3)
        let job = try #require(jobs.json["resends"]?[0]?["id"]?.string)
        #expect(try await fixture.call(.get, "\(path)/\(id)/resends/\(job)").json["selection"] == "held")
    }

    @Test(arguments: [
        ("{}", 200), (#"{"overlap_hours": 0}"#, 200), (#"{"overlap_hours": 72}"#, 200),
        (#"{"overlap_hours": 73}"#, 422), (#"{"overlap_hours": -1}"#, 422), (#"{"overlap_hours": "1"}"#, 422),
    ])
    func `a secret is rotated with an overlap of up to three days`(_ body: String, _ status: Int) async throws {
        let fixture = try await PortalFixture()
        let made = try await fixture.endpoint()
        let id = try #require(made["id"]?.string)
        let answer = try await fixture.call(.post, "\(path)/\(id)/secret/rotate", body)
        #expect(answer.status == status)
        #expect((answer.json["secret"] != nil) == (status == 200))
        #expect(answer.json["secret"] != made["secret"])
    }

    @Test func `at most five secrets sign at once`() async throws {
        let fixture = try await PortalFixture()
        let id = try #require(try await fixture.endpoint()["id"]?.string)
        for _ in 0..<4 { #expect(try await fixture.call(.post, "\(path)/\(id)/secret/rotate").status == 200) }
        #expect(try await fixture.call(.post, "\(path)/\(id)/secret/rotate").status == 409)
        let now = try await fixture.call(.post, "\(path)/\(id)/secret/rotate", #"{"overlap_hours": 0}"#)
        #expect(now.status == 200)
    }

    @Test func `deliveries are paged, the newest first, and an unfinished one is not resent`()
        async throws
    {
        let fixture = try await PortalFixture()
        let id = try #require(try await fixture.endpoint()["id"]?.string)
        try await fixture.publish(3)
        let first = try await fixture.call(.get, "\(path)/\(id)/deliveries?limit=2")
        let newest = try #require(first.json["deliveries"]?[0])
        let after = try #require(first.json["next"]?.string)
        let second = try await fixture.call(.get, "\(path)/\(id)/deliveries?limit=2&after=\(after)")
        #expect(first.json["deliveries"]?.array?.count == 2 && second.json["deliveries"]?.array?.count == 1)
        #expect(second.json["next"] == .null)
        let name = try #require(newest["id"]?.string)
        #expect(newest["state"] == "waiting" && newest["event"] == "matter.updated" && newest["attempts"] == [])
        let whole = try await fixture.call(.get, "\(path)/\(id)/deliveries/\(name)")
        #expect(whole.json["body"]?.string?.contains("matter.updated") == true)
        #expect(try await fixture.call(.post, "\(path)/\(id)/deliveries/\(name)/resend").status == 409)
        #expect(try await fixture.call(.post, "\(path)/\(id)/deliveries/\(name)x/resend").status == 404)
    }

    @Test func `a delivery of one endpoint is not found at another`() async throws {
        let fixture = try await PortalFixture()
        let (first, second) = (try await fixture.endpoint(), try await fixture.endpoint())
        try await fixture.publish()
        let (one, two) = (first["id"]?.string ?? "", second["id"]?.string ?? "")
        let log = try await fixture.call(.get, "\(path)/\(one)/deliveries")
        let name = try #require(log.json["deliveries"]?[0]?["id"]?.string)
        #expect(try await fixture.call(.get, "\(path)/\(one)/deliveries/\(name)").status == 200)
        #expect(try await fixture.call(.get, "\(path)/\(two)/deliveries/\(name)").status == 404)
        #expect(try await fixture.call(.get, "\(path)/\(two)/deliveries?after=\(name)").status == 404)
    }

    @Test(arguments: [
        (#"{"since": "2026-01-01T00:00:00Z"}"#, 202, ""), (#"{"failed": true}"#, 202, ""),
        (#"{"from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"}"#, 202, ""),
        ("{}", 422, "since"), (#"{"since": "yesterday"}"#, 422, "since"), (#"{"failed": "yes"}"#, 422, "failed"),
        (#"{"from": "2026-02-01T00:00:00Z", "to": "2026-01-01T00:00:00Z"}"#, 422, "to"),
    ])
    func `a range of deliveries is resent by a job`(_ body: String, _ status: Int, _ field: String) async throws {
        let fixture = try await PortalFixture()
        let id = try #require(try await fixture.endpoint()["id"]?.string)
        let answer = try await fixture.call(.post, "\(path)/\(id)/resend", body)
        #expect(answer.status == status)
        #expect(status == 202 ? answer.json["done"] == 0 : answer.json["field"]?.string == field)
    }

    @Test func `a test message is stored for its endpoint alone`() async throws {
        let fixture = try await PortalFixture()
        let (first, second) = (try await fixture.endpoint(), try await fixture.endpoint())
        let tested = try await fixture.call(.post, "\(path)/\(first["id"]?.string ?? "")/test")
        #expect(tested.status == 202)
        let log = try await fixture.call(.get, "\(path)/\(first["id"]?.string ?? "")/deliveries")
        #expect(log.json["deliveries"]?[0]?["id"] == tested.json["delivery"])
        #expect(log.json["deliveries"]?[0]?["event"] == "webhook.test")
        let other = try await fixture.call(.get, "\(path)/\(second["id"]?.string ?? "")/deliveries")
        #expect(other.json["deliveries"] == [])
    }
}
