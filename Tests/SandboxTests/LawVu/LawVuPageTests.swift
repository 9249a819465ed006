import Delivery
import FoundationEssentials
import HTTPTypes
import Matters
import Storage
import StorageSQLite
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `LawVu pages` {
    struct Case: Sendable, CustomTestStringConvertible {
        let kind: MatterOrContract.Kind
        let formName: String
        /// The placeholders `T`, `K` and `F` are a tag, a key date and a file of the item.
        let form: String
        /// Whether a file is sent with it.
        var isUpload = false
        /// A part of the page afterwards.
        let shows: String
        var testDescription: String { "\(kind) \(formName)" }
    }

    static let cases: [Case] = [
        Case(kind: .matter, formName: "status", form: "status=OnHold", shows: "now OnHold"),
        Case(kind: .matter, formName: "rename", form: "name=Lease+-+New", shows: "<h1>Lease - New</h1>"),
        Case(
            kind: .matter, formName: "people", form: "owner=&manager=intake&team=471",
            shows: "value=\"intake\" selected"),
        Case(
            kind: .matter, formName: "marks", form: "restricted=T&urgent=T&externalId=E+9",
            shows: "restricted · urgent"),
        Case(
            kind: .matter, formName: "fields",
            form:
                "property_address=1+New+Road&budget=24.50&settlement_date=2026-07-01&risk_rating=high&jurisdictions.nsw=T",
            shows: "value=\"1 New Road\""),
        Case(kind: .matter, formName: "message", form: "text=All+is+well", shows: "All is well"),
        Case(kind: .matter, formName: "tag", form: "tag=urgent+matter", shows: "urgent matter"),
        Case(kind: .matter, formName: "tag-remove", form: "record=T", shows: "id=\"tags\""),
        Case(kind: .matter, formName: "file", form: "", isUpload: true, shows: "new.txt"),
        Case(kind: .matter, formName: "file-version", form: "record=F", isUpload: true, shows: "version 2"),
        Case(kind: .contract, formName: "status", form: "status=Signing", shows: "now Signing"),
        Case(kind: .contract, formName: "rename", form: "name=NDA", shows: "<h1>NDA</h1>"),
        Case(kind: .contract, formName: "people", form: "owner=&team=", shows: "No team"),
        Case(kind: .contract, formName: "marks", form: "restricted=T&externalId=", shows: "restricted"),
        Case(kind: .contract, formName: "fields", form: "counterparty=Acme", shows: "value=\"Acme\""),
        Case(
            kind: .contract, formName: "terms", form: "value=1200.50&expiry=2027-01-31&executed=",
            shows: "value=\"1200.50\""),
        Case(kind: .contract, formName: "message", form: "text=Signed", shows: "Signed"),
        Case(kind: .contract, formName: "key-date", form: "name=Renewal&date=2027-03-01", shows: "Renewal"),
        Case(kind: .contract, formName: "key-date-move", form: "record=K&date=2029-03-01", shows: "2029-03-01"),
        Case(kind: .contract, formName: "file", form: "", isUpload: true, shows: "new.txt"),
        Case(kind: .contract, formName: "file-version", form: "record=F", isUpload: true, shows: "version 2"),
        Case(kind: .contract, formName: "text", form: "", isUpload: true, shows: "new.txt"),
    ]

    /// Each case has its own matter or contract; all share one sandbox.
    @Test func `each form performs its change and publishes the topics shown under its button`() async throws {
        let lawVu = try await LawVuFixture(matters: 1)
        for it in Self.cases { try await check(it, lawVu) }
    }

    private func check(_ it: Case, _ lawVu: LawVuFixture) async throws {
        let (id, names) = try await scene(it.kind, lawVu)
        let subscription = try await lawVu.subscribe()
        let path = "/lawvu/\(it.kind.rawValue)s/\(id)"
        let answer = try await send(it, to: path, names, lawVu)
        #expect(answer.status == 303, "\(it)")
        #expect(answer.headers[.location] == path + "?done=" + it.formName)
        let page = try await lawVu.sandbox.call(.get, path + "?done=" + it.formName)
        let handler = try #require(LawVuFormHandler.named(it.formName, of: it.kind))
        #expect(page.text.contains(it.shows), "\(it)")
        #expect(page.text.contains(handler.message), "\(it)")
        _ = try await lawVu.sandbox.store.write { transaction in
            try Fixture.outbox.closeWindows(limit: 1_000, in: transaction, at: Fixture.now + .seconds(121))
        }
        let received = try await lawVu.sandbox.bodies(subscription).compactMap { $0["EventType"]?.string }
        #expect(received.sorted() == handler.fires.map(\.rawValue).sorted(), "\(it)")
        _ = try await lawVu.call(.delete, SubscriptionHandler.root + "/\(subscription)")
    }

    @Test func `every form has a test case`() {
        for kind: MatterOrContract.Kind in [.matter, .contract] {
            let tested = Self.cases.filter { $0.kind == kind }.map(\.formName)
            #expect(Set(tested) == Set(LawVuFormHandler.all(of: kind).map(\.name)))
        }
    }

    private func scene(_ kind: MatterOrContract.Kind, _ lawVu: LawVuFixture) async throws -> (Int64, [String: String]) {
        let id = try await kind == .matter ? lawVu.newMatter() : lawVu.newContract()
        let path = "\(kind.rawValue)-apis/v1/\(kind.rawValue)s/\(id)"
        var names = ["F": try await lawVu.upload(path + "/files", "x", name: "old.txt").text]
        if kind == .matter {
            names["T"] = try await lawVu.call(.post, path + "/tags", #"{"description": "old"}"#).text
        } else {
            let date = #"{"name": "Old", "date": "2027-05-01"}"#
            names["K"] = try await lawVu.call(.post, path + "/keyDates", date).text
        }
        return (id, names)
    }

    private func send(
        _ it: Case, to path: String, _ names: [String: String], _ lawVu: LawVuFixture
    ) async throws -> Fixture.Answer {
        var form = it.form
        for (name, id) in names { form = form.replacing("record=" + name, with: "record=" + id) }
        guard it.isUpload else { return try await lawVu.sandbox.submit("\(path)/\(it.formName)", form) }
        let record = form.split(separator: "=").last.map { [("record", String($0))] } ?? []
        let page = String(path.dropFirst("/lawvu/".count))
        return try await lawVu.upload("\(page)/\(it.formName)", "new content", name: "new.txt", fields: record)
    }

    static let lists: [(String, Int, String)] = [
        ("", 12, "1–12 of 12 matters"), ("kind=contract", 4, "1–4 of 4 contracts"),
        ("q=lv0001-0003", 1, "of 1 matters"),
        ("q=nobody", 0, "Nothing matches"), ("page=2", 0, "Nothing matches"), ("q=%25", 0, "Nothing matches"),
    ]

    @Test func `the list page shows the items of the search`() async throws {
        let lawVu = try await LawVuFixture(matters: 12)
        for (query, count, says) in Self.lists {
            let page = try await lawVu.sandbox.call(.get, "/lawvu?" + query)
            #expect(page.status == 200)
            #expect(page.text.components(separatedBy: "class=\"matter\"").count - 1 == count, "\(query)")
            #expect(page.text.contains(says), "\(query)")
        }
    }

    static let refused: [(String, String, String)] = [
        ("status", "status=Gone", "Give one of"), ("rename", "name=", "Give text"),
        ("fields", "budget=much", "Give a number"),
        ("message", "text=", "is missing"), ("people", "owner=x", "id of a user"), ("tag", "tag=", "is missing"),
    ]

    @Test func `a rejected form is shown again with its error`() async throws {
        let lawVu = try await LawVuFixture(matters: 1)
        for (formName, form, says) in Self.refused {
            let page = try await lawVu.sandbox.submit("/lawvu/matters/96001/" + formName, form)
            #expect(page.status == 400, "\(formName)")
            #expect(page.text.contains(says), "\(formName)")
        }
    }

    @Test func `a matter and a contract are opened, and unknown pages are not found`() async throws {
        let lawVu = try await LawVuFixture(matters: 1)
        let matter = try await lawVu.sandbox.submit("/lawvu/matters/open", "type=7492&name=NDA+-+Acme")
        #expect(matter.headers[.location] == "/lawvu/matters/96002")
        let contract = try await lawVu.sandbox.submit("/lawvu/contracts/open", "type=1234&name=NDA")
        #expect(contract.headers[.location] == "/lawvu/contracts/53002")
        let refused = try await lawVu.sandbox.submit("/lawvu/matters/open", "type=1&name=A")
        #expect(refused.status == 400)
        #expect(refused.text.contains("value=\"A\""))
        for path in ["/lawvu/matters/1", "/lawvu/contracts/96001", "/lawvu/matters/x"] {
            let answer = try await lawVu.sandbox.call(.get, path)
            #expect(answer.status == 404)
            #expect(answer.headers[.contentType]?.hasPrefix("text/html") == true)
        }
        #expect(try await lawVu.sandbox.submit("/lawvu/matters/96001/nothing", "").status == 404)
    }

    @Test func `a form from another site is rejected`() async throws {
        let lawVu = try await LawVuFixture(matters: 1)
        let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
        let answer = try await lawVu.sandbox.submit(
            "/lawvu/matters/96001/rename", "name=Stolen", headers: [site: "cross-site"])
        #expect(answer.status == 403)
    }

    @Test func `subscriptions and the latest deliveries are shown`() async throws {
        let lawVu = try await LawVuFixture(matters: 1)
        _ = try await lawVu.subscribe()
        #expect(try await lawVu.sandbox.submit("/lawvu/matters/96001/message", "text=Hi").status == 303)
        let front = try await lawVu.sandbox.call(.get, "/lawvu").text
        #expect(front.contains("Lena Hart · 16 topics"))
        for path in ["/lawvu", "/lawvu/matters/96001", "/lawvu/live?about=matter%2096001"] {
            #expect(try await lawVu.sandbox.call(.get, path).text.contains("matter.statusmessage.created"), "\(path)")
        }
        let other = try await lawVu.sandbox.call(.get, "/lawvu/live?about=matter%2096002").text
        #expect(!other.contains("matter.statusmessage.created"))
    }
}
