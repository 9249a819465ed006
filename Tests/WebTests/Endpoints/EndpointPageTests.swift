import Delivery
import HTTPTypes
import Records
import Storage
import Testing
import Webhooks

@testable import Web

@Suite struct `The firm's endpoints on their page` {
    private func made(_ fixture: PortalFixture) async throws -> (path: String, id: String) {
        let id = try #require(try await fixture.endpoint()["id"]?.string)
        return ("/webhooks/\(id)", id)
    }

    @Test func `a party gets the page for what does not exist, and no link`() async throws {
        let fixture = try await PortalFixture()
        let page = try await made(fixture).path
        for path in ["/webhooks", page, page + "/deliveries/x"] {
            let theirs = try await fixture.visit(.broker, .get, path)
            let none = try await fixture.visit(.broker, .get, "/nowhere")
            #expect(theirs.status == 404 && theirs.text == none.text, "\(path)")
        }
        #expect(try await fixture.visit(.broker, .post, "/webhooks", form: "url=https://in.example/").status == 404)
        #expect(try await !fixture.visit(.broker, .get, "/").text.contains("/webhooks"))
        #expect(try await fixture.visit(.staff, .get, "/").text.contains("/webhooks"))
    }

    @Test func `a new endpoint is shown with its secret, which no other page shows`() async throws {
        let fixture = try await PortalFixture()
        let form = "url=https%3A%2F%2Fin.example%2Fa%3Fb%3D1&description=Our+%3Cb%3Eledger&events%5B%5D=note.published"
        let page = try await fixture.visit(.staff, .post, "/webhooks", form: form)
        #expect(page.status == 200 && page.text.contains("whsec_"))
        let list = try await fixture.visit(.staff, .get, "/webhooks")
        #expect(list.text.contains("https://in.example/a?b=1") && list.text.contains("note.published"))
        #expect(list.text.contains("Our &lt;b&gt;ledger") && !list.text.contains("whsec_"))
        let answer = try await fixture.call(.get, "/api/v1/webhooks")
        let id = try #require(answer.json["webhooks"]?[0]?["id"]?.string)
        #expect(try await !fixture.visit(.staff, .get, "/webhooks/\(id)").text.contains("whsec_"))
    }

    @Test func `what was typed into a refused form is shown in the form alone`() async throws {
        let fixture = try await PortalFixture()
        _ = try await fixture.endpoint()
        let form = "url=https%3A%2F%2F127.0.0.1%2F&description=Ledger"
        let page = try await fixture.visit(.staff, .post, "/webhooks", form: form)
        #expect(page.status == 422 && page.text.ranges(of: "Ledger").count == 1)
    }

    @Test func `a refused form is shown with what was typed, and nothing is stored`() async throws {
        let fixture = try await PortalFixture()
        let form = "url=https%3A%2F%2F127.0.0.1%2F&description=Ledger&events%5B%5D=note.published"
        let page = try await fixture.visit(.staff, .post, "/webhooks", form: form)
        #expect(page.status == 422)
        #expect(page.text.contains("public internet") && page.text.contains("value=\"https://127.0.0.1/\""))
        #expect(page.text.contains("value=\"note.published\" checked"))
        let answer = try await fixture.call(.get, "/api/v1/webhooks")
        #expect(answer.json["webhooks"] == [])
    }

    @Test(arguments: ["cross-site", "same-site"])
    func `a form of another site is refused`(_ site: String) async throws {
        let fixture = try await PortalFixture()
        let page = try await made(fixture)
        for path in ["/webhooks", page.path + "/delete", page.path + "/disable", page.path + "/rotate"] {
            #expect(try await fixture.visit(.staff, .post, path, form: "", site: site).status == 403, "\(path)")
        }
        #expect(try await fixture.call(.get, "/api/v1" + page.path).json["status"] == "active")
    }

    @Test func `an endpoint is disabled, and enabled again with what was held`() async throws {
        let fixture = try await PortalFixture()
        let page = try await made(fixture)
        #expect(try await fixture.visit(.staff, .post, page.path + "/disable", form: "").status == 303)
        try await fixture.publish(2)
        let off = try await fixture.visit(.staff, .get, page.path)
        #expect(off.text.contains("Switch on and send 2 messages") && !off.text.contains("Send a test"))
        #expect(try await fixture.visit(.staff, .post, page.path + "/test", form: "").status == 409)
        #expect(try await fixture.visit(.staff, .post, page.path + "/enable", form: "catch_up=yes").status == 303)
        #expect(try await fixture.visit(.staff, .get, page.path).text.contains("Catching up"))
    }

    @Test func `the list of deliveries links to a message and its bytes`() async throws {
        let fixture = try await PortalFixture()
        let page = try await made(fixture)
        #expect(try await fixture.visit(.staff, .post, page.path + "/test", form: "").status == 303)
        let log = try await fixture.call(.get, "/api/v1\(page.path)/deliveries")
        let name = try #require(log.json["deliveries"]?[0]?["id"]?.string)
        let shown = try await fixture.visit(.staff, .get, page.path)
        #expect(shown.text.contains("\(page.path)/deliveries/\(name)") && shown.text.contains("On its way"))
        let message = try await fixture.visit(.staff, .get, "\(page.path)/deliveries/\(name)")
        #expect(message.status == 200 && message.text.contains("webhook.test") && message.text.contains("&quot;data"))
    }

    @Test func `a new secret is shown once, and a deleted endpoint is gone`() async throws {
        let fixture = try await PortalFixture()
        let page = try await made(fixture)
        let rotated = try await fixture.visit(.staff, .post, page.path + "/rotate", form: "")
        #expect(rotated.status == 200 && rotated.text.contains("whsec_"))
        #expect(try await fixture.visit(.staff, .post, page.path + "/explode", form: "").status == 404)
        #expect(try await fixture.visit(.staff, .post, page.path + "/delete", form: "").status == 303)
        #expect(try await fixture.visit(.staff, .get, page.path).status == 404)
    }
}
