import FoundationEssentials
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

@Suite struct `Lawfficient pages` {
    private func endpoint(_ lawfficient: LawfficientFixture, isDurable: Bool = false) async throws -> Int64 {
        let request = try LawfficientEndpoint(["url": "http://127.0.0.1:1/in", "events": "*"], isPrivateAddress: nil)
        return try await lawfficient.intake.change { try $0.createEndpoint(request, isDurable: isDurable).endpoint.id }
    }

    private func page(_ lawfficient: LawfficientFixture, _ path: String) async throws -> Fixture.Answer {
        try await lawfficient.fixture.call(.get, "/lawfficient" + path)
    }

    private func submit(_ lawfficient: LawfficientFixture, _ path: String, _ form: String) async throws
        -> Fixture.Answer
    {
        try await lawfficient.fixture.submit("/lawfficient" + path, form)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let formName: String
        /// The placeholders `ATTORNEY` and `RECORD` are the first attorney and the lead's consultation.
        let form: String
        let fires: [String]
        let shows: String
        /// A form that is submitted before.
        var after: (formName: String, form: String)?
        var testDescription: String { formName + " " + form }
    }

    private static let slot = "attorney=ATTORNEY&date=2026-07-02&time=11:00&minutes=30"

    static let cases: [Case] = [
        Case(formName: "stage", form: "stage=qualified", fires: ["lead.status_changed"], shows: "now at Qualified"),
        Case(formName: "stage", form: "stage=new", fires: [], shows: "now at New"),
        Case(formName: "assign", form: "assignee=ATTORNEY", fires: ["lead.assigned"], shows: "selected>Ayesha Cole"),
        Case(formName: "assign", form: "assignee=", fires: [], shows: "selected>Nobody"),
        Case(
            formName: "edit", form: "first_name=Grace&last_name=Hopper&email=g%40h.example&phone=&source=phone",
            fires: ["lead.updated"], shows: "Grace Hopper"),
        Case(formName: "archive", form: "", fires: ["lead.archived"], shows: "archived"),
        Case(
            formName: "restore", form: "", fires: ["lead.archived", "lead.updated"], shows: "Archive the lead",
            after: ("archive", "")),
        Case(
            formName: "book", form: "type=Call&" + slot, fires: ["consultation.booked"],
            shows: "2026-07-02 11:00, 30 min · Ayesha Cole"),
        Case(
            formName: "move", form: "record=RECORD&attorney=ATTORNEY&date=2026-07-03&time=9:00&minutes=60",
            fires: ["consultation.booked", "consultation.rescheduled"], shows: "2026-07-03 09:00, 60 min",
            after: ("book", "type=Call&" + slot)),
        Case(
            formName: "cancel", form: "record=RECORD", fires: ["consultation.booked", "consultation.canceled"],
            shows: "canceled", after: ("book", "type=Call&" + slot)),
    ]

    @Test(arguments: cases)
    func `each form performs its change, publishes its events and shows the result`(_ it: Case) async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let id = try #require(try await lawfficient.makeLead()["id"]?.string)
        let attorney = try await lawfficient.attorneys()[0]
        let endpoint = try await endpoint(lawfficient)
        for (formName, form) in [it.after, (it.formName, it.form)].compactMap(\.self) {
            let booked = try await lawfficient.call(.get, "consultations?lead=" + id).json["data"]?[0]?["id"]?.string
            let form = form.replacing("ATTORNEY", with: attorney).replacing("RECORD", with: booked ?? "none")
            let answer = try await submit(lawfficient, "/leads/\(id)/\(formName)", form)
            #expect(answer.status == 303, "\(answer.text)")
            #expect(answer.headers[.location] == "/lawfficient/leads/\(id)?done=\(formName)")
        }
        let received = try await lawfficient.fixture.bodies(endpoint).compactMap { $0["type"]?.string }
        #expect(received == it.fires)
        let page = try await page(lawfficient, "/leads/\(id)?done=" + it.formName)
        #expect(page.status == 200)
        #expect(page.text.contains(it.shows))
        #expect(page.text.contains("class=\"done\""))
        if let event = it.fires.last { #expect(page.text.contains(event)) }
    }

    @Test(arguments: [
        ("book", "type=Call&attorney=ATTORNEY&date=2026-07-04&time=11:00&minutes=30", "outside the attorney"),
        ("book", "type=Call&attorney=ATTORNEY&date=soon&time=11:00&minutes=30", "no date"),
        ("book", "type=Call&attorney=ATTORNEY&date=2026-07-02&time=25:00&minutes=30", "no time of day"),
        ("book", "type=&attorney=ATTORNEY&date=2026-07-02&time=11:00&minutes=30", "The type is missing"),
        ("book", "type=Call&attorney=ATTORNEY&date=2026-07-02&time=11:00&minutes=", "how long"),
        ("edit", "first_name=&last_name=Typed&email=&phone=&source=s", "first_name"),
        ("stage", "stage=nowhere", "stages"), ("assign", "assignee=nobody", "member of this firm"),
    ])
    func `a rejected form is shown again with its error and the entered values`(
        _ formName: String, _ form: String, _ says: String
    ) async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let id = try #require(try await lawfficient.makeLead()["id"]?.string)
        let attorney = try await lawfficient.attorneys()[0]
        let answer = try await submit(
            lawfficient, "/leads/\(id)/\(formName)", form.replacing("ATTORNEY", with: attorney))
        #expect(answer.status == 400)
        #expect(answer.text.contains(says))
        if formName == "edit" { #expect(answer.text.contains("value=\"Typed\"")) }
    }

    @Test func `a form cannot change a consultation of another lead, and unknown pages are not found`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let other = try #require(try await lawfficient.book()["id"]?.string)
        let id = try #require(try await lawfficient.makeLead("Grace")["id"]?.string)
        #expect(try await submit(lawfficient, "/leads/\(id)/cancel", "record=" + other).status == 404)
        #expect(try await submit(lawfficient, "/leads/\(id)/explode", "").status == 404)
        #expect(try await submit(lawfficient, "/leads/nobody/archive", "").status == 404)
        #expect(try await submit(lawfficient, "/endpoints/1/disable", "").status == 404)
        for path in ["/leads/nobody", "/endpoints/1", "/endpoints/x"] {
            let answer = try await page(lawfficient, path)
            #expect(answer.status == 404)
            #expect(answer.text.contains("This is not here"))
        }
    }

    @Test func `a lead is created on the page`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let made = try await submit(
            lawfficient, "/leads/make", "first_name=Grace&last_name=Hopper&email=g%40h.example&phone=&source=phone")
        #expect(made.status == 303)
        #expect(try await page(lawfficient, "").text.contains("Grace Hopper"))
        let refused = try await submit(lawfficient, "/leads/make", "first_name=Grace&last_name=Hopper&source=phone")
        #expect(refused.status == 400)
        #expect(refused.text.contains("reachable"))
    }

    @Test(arguments: [
        ("", 20, "1–20 of 45 leads"), ("?page=3", 5, "41–45 of 45 leads"), ("?page=4", 0, "No lead matches"),
        ("?page=x", 20, "1–20 of 45"), ("?q=kim.hunt", 1, "1–1 of 1 leads"), ("?q=%25", 0, "No lead matches"),
        ("?stage=nowhere", 0, "No lead matches"),
    ])
    func `the list page shows the leads of the search`(_ query: String, _ count: Int, _ says: String) async throws {
        let page = try await page(try await LawfficientFixture(matters: 45), query)
        #expect(page.text.components(separatedBy: "class=\"matter\"").count - 1 == count)
        #expect(page.text.contains(says))
    }

    @Test func `the secret of a new endpoint is shown once and is in no URL`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let made = try await submit(
            lawfficient, "/settings/endpoint", "url=http%3A%2F%2F127.0.0.1%3A1%2Fin&all=T&durable=T")
        #expect(made.status == 200)
        #expect(made.headers[.cacheControl] == "no-store")
        #expect(made.text.contains("whsec_"))
        let endpoint = try #require(try await lawfficient.store.read { try Endpoints.list(in: $0).first })
        #expect(endpoint.events == ["*"] && endpoint.options.isDurable)
        #expect(try await page(lawfficient, "/settings/endpoint").headers[.location] == "/lawfficient/settings")
        for path in ["/settings", "/endpoints/\(endpoint.id)"] {
            let page = try await page(lawfficient, path)
            #expect(page.status == 200)
            #expect(!page.text.contains("whsec_") && !page.text.contains("127.0.0.1:1/in"))
            #expect(page.text.contains("127.0.0.1:1"))
        }
    }

    @Test func `an endpoint can have selected events`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        _ = try await submit(
            lawfficient, "/settings/endpoint",
            "url=https%3A%2F%2Fa.example&lead.created=T&consultation.booked=T&other=T")
        let endpoint = try #require(try await lawfficient.store.read { try Endpoints.list(in: $0).first })
        #expect(endpoint.events == ["lead.created", "consultation.booked"] && !endpoint.options.isDurable)
    }

    @Test(arguments: [
        ("endpoint", "url=ftp%3A%2F%2Fa.example&all=T", "http URL"),
        ("endpoint", "url=https%3A%2F%2Fa.example", "at least one"),
        ("key", "name=&leads:read=T", "The name is missing"), ("key", "name=Reader", "at least one scope"),
    ])
    func `an incomplete endpoint or key is rejected`(_ formName: String, _ form: String, _ says: String)
        async throws
    {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let answer = try await submit(lawfficient, "/settings/" + formName, form)
        #expect(answer.status == 400)
        #expect(answer.text.contains(says), "\(answer.text)")
        #expect(try await lawfficient.store.read { try Endpoints.list(in: $0).count } == 0)
    }

    @Test func `a key has the ticked scopes and can be disabled`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let made = try await submit(lawfficient, "/settings/key", "name=Reader&leads:read=T")
        #expect(made.text.contains("lak_"))
        let key = try #require(try await lawfficient.store.read { try APIKeys.list(in: $0).last })
        #expect(key.name == "Reader" && key.scopes == [.leadsRead])
        #expect(try await page(lawfficient, "/settings").text.contains(key.secret) == false)
        for (formName, code) in [("key-disable", "key_disabled"), ("key-enable", nil)] {
            #expect(try await submit(lawfficient, "/settings/" + formName, "record=" + key.id).status == 303)
            #expect(try await lawfficient.code(.get, "leads", key: key.secret) == code)
        }
        #expect(try await submit(lawfficient, "/settings/key-disable", "record=none").status == 404)
    }

    @Test func `a firm has at most fifty keys`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        for _ in 1..<APIKey.keysMax {
            _ = try await lawfficient.intake.change { try $0.createKey(name: "One", scopes: [.leadsRead]) }
        }
        #expect(try await submit(lawfficient, "/settings/key", "name=Reader&leads:read=T").status == 400)
        #expect(try await lawfficient.store.read { try APIKeys.list(in: $0).count } == 50)
    }

    @Test(arguments: [false, true])
    func `a disabled endpoint misses events, a durable one holds them and catches up`(_ isDurable: Bool) async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let id = try await endpoint(lawfficient, isDurable: isDurable)
        #expect(try await submit(lawfficient, "/endpoints/\(id)/disable", "").status == 303)
        #expect(try await submit(lawfficient, "/endpoints/\(id)/test", "").status == 400)
        _ = try await lawfficient.makeLead()
        let state: Deliveries.State = isDurable ? .held : .missed
        let states = try await lawfficient.store.read {
            try Deliveries.log(of: id, firmID: SandboxFirm.id, limit: 5, in: $0).map(\.state)
        }
        #expect(states == [state])
        #expect(try await submit(lawfficient, "/endpoints/\(id)/enable", "").status == 303)
        let status = try await lawfficient.store.read { try Endpoints.find(String(id), in: $0)?.status }
        #expect(status == (isDurable ? .catchingUp : .active))
    }

    @Test func `an endpoint changes retries, sends a test event, resends and is deleted`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let id = try await endpoint(lawfficient)
        func found() async throws -> Subscription? {
            try await lawfficient.store.read { try Endpoints.find(String(id), in: $0) }
        }
        _ = try await submit(lawfficient, "/endpoints/\(id)/durable", "")
        #expect(try await found()?.options.isDurable == true)
        _ = try await submit(lawfficient, "/endpoints/\(id)/plain", "")
        #expect(try await found()?.options.isDurable == false)
        #expect(try await submit(lawfficient, "/endpoints/\(id)/test", "").status == 303)
        let received = try await lawfficient.fixture.bodies(id)
        #expect(received.map { $0["type"] } == ["lead.updated"])
        let delivery = try await lawfficient.store.read {
            try Deliveries.log(of: id, firmID: SandboxFirm.id, limit: 1, in: $0)[0].id
        }
        #expect(try await submit(lawfficient, "/endpoints/\(id)/resend", "record=\(delivery)").status == 400)
        _ = try await lawfficient.store.write {
            try $0.run("UPDATE deliveries SET state = 4, finished_at = 1 WHERE delivery_id = $1", [.integer(delivery)])
        }
        #expect(try await submit(lawfficient, "/endpoints/\(id)/resend", "record=\(delivery)").status == 303)
        #expect(try await lawfficient.fixture.bodies(id) == received + received)
        #expect(try await submit(lawfficient, "/endpoints/\(id)/delete", "").status == 400)
        #expect(try await submit(lawfficient, "/endpoints/\(id)/delete", "sure=T").status == 303)
        #expect(try await found() == nil)
    }

    @Test func `each attempt is shown with the response as escaped text`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let id = try await endpoint(lawfficient)
        let lead = try #require(try await lawfficient.makeLead()["id"]?.string)
        try await lawfficient.store.write { transaction in
            let delivery = try Deliveries.log(of: id, firmID: SandboxFirm.id, limit: 1, in: transaction)[0].id
            try transaction.run(
                """
                INSERT INTO attempts (firm_id, delivery_id, number, started_at, duration_ms, status, answer)
                VALUES ($1, $2, 1, 0, 42, 500, $3)
                """, [.text(SandboxFirm.id), .integer(delivery), .blob(Array("<b>no</b>".utf8))])
        }
        let page = try await page(lawfficient, "/endpoints/\(id)").text
        #expect(page.contains("answered 500 in 42 ms: &lt;b&gt;no&lt;/b&gt;"))
        #expect(page.contains("lead " + lead))
    }

    @Test func `the live fragment shows the latest deliveries of all leads or of one`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        _ = try await endpoint(lawfficient)
        let (one, other) = (try await lawfficient.makeLead(), try await lawfficient.makeLead("Grace"))
        let (first, second) = (try #require(one["id"]?.string), try #require(other["id"]?.string))
        let all = try await page(lawfficient, "/live").text
        #expect(all.contains(first) && all.contains(second) && all.contains("data-fresh"))
        let own = try await page(lawfficient, "/live?lead=" + first).text
        #expect(own.contains(first) && !own.contains(second))
        let front = try await lawfficient.fixture.call(.get, "/live").text
        #expect(!front.contains(first))
    }

    @Test(arguments: ["/lawfficient/leads/make", "/lawfficient/settings/key", "/lawfficient/endpoints/1/delete"])
    func `a form from another site is rejected`(_ path: String) async throws {
        let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
        let answer = try await Fixture(matters: 1).submit(path, "", headers: [site: "cross-site"])
        #expect(answer.status == 403)
    }

    @Test func `the pages are linked from the front page and allow no inline code`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        #expect(try await lawfficient.fixture.call(.get, "/").text.contains("href=\"/lawfficient\""))
        for path in ["", "/settings"] {
            let page = try await page(lawfficient, path)
            #expect(page.status == 200)
            #expect(page.headers[.contentSecurityPolicy]?.contains("unsafe-inline") == false)
        }
    }
}
