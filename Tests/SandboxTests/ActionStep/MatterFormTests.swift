import FoundationEssentials
import HTTPTypes
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `What a person does on the page` {
    struct Case: Sendable, CustomTestStringConvertible {
        let handler: String
        let form: String
        let fires: [String]
        /// A form of several fields tells of each that changes.
        var times = 1
        /// A request that shows what came of it, and a piece of its answer.
        let shows: (path: String, text: String)
        /// A row that has to be there first, as REST makes it; `ID` in the form and the path stands for it.
        var needs: (resource: String, row: String)?
        /// A form without fields that was sent before.
        var after: String?
        var testDescription: String { handler + " " + form }
    }

    private static let value = ["DataCollectionRecordValueUpdated", "DataCollectionRecordUpdated"]

    static let cases: [Case] = [
        Case(
            handler: "next-step", form: "from=33--7", fires: ["StepChanged", "ActionUpdated"],
            shows: ("filenotes?action=70001&sort=-id&pageSize=1", "Step changed")),
        Case(
            handler: "step", form: "step=33--2", fires: ["StepChanged", "ActionUpdated"],
            shows: ("actions/70001", "33--2")),
        Case(
            handler: "settlement", form: "date=2027-02-03", fires: value,
            shows: ("datacollectionrecordvalues/148--smtdateonly--20", "2027-02-03")),
        Case(
            handler: "rename", form: "name=Purchase+-+9+New+Road&reference=N9", fires: ["ActionUpdated"],
            shows: ("actions/70001", "Purchase - 9 New Road")),
        Case(handler: "close", form: "", fires: ["ActionUpdated"], shows: ("actions/70001", "Closed")),
        Case(
            handler: "reopen", form: "", fires: ["ActionUpdated"], shows: ("actions/70001", "Active"), after: "close"),
        Case(
            handler: "note", form: "text=Keys+ready&visible=T", fires: ["FileNoteCreated"],
            shows: ("filenotes?action=70001&sort=-id&pageSize=1", "PORTAL: Keys ready")),
        Case(
            handler: "note-edit", form: "record=11&text=Not+so", fires: ["FileNoteUpdated"],
            shows: ("filenotes/11", "\"text\":\"Not so\"")),
        Case(handler: "note-delete", form: "record=11", fires: [], shows: ("filenotes/11", "not found")),
        Case(
            handler: "document", form: "name=Plan", fires: ["ActionDocumentCreated"],
            shows: ("actiondocuments?action=70001&sort=-id&pageSize=1", "\"status\":\"pending\"")),
        Case(
            handler: "document-rename", form: "record=6&name=Old+plan", fires: ["ActionDocumentUpdated"],
            shows: ("actiondocuments/6", "Old plan")),
        Case(
            handler: "document-delete", form: "record=6", fires: ["ActionDocumentDeleted"],
            shows: ("actiondocuments/6", "not found")),
        Case(
            handler: "party", form: "email=ANA.NG%40riverbendconveyancing.example&role=63",
            fires: ["ActionParticipantAdded"], shows: ("actionparticipants/70001--63--11", "70001--63--11")),
        Case(
            handler: "person", form: "first=Ida&last=Bell&email=ida%40bell.example&role=64",
            fires: ["ParticipantCreated", "ActionParticipantAdded"],
            shows: ("participants?email=ida@bell.example", "Bell, Ida")),
        Case(
            handler: "person-edit", form: "record=70001--27--100002&first=Kim&last=Hart&email=kim%40hart.example",
            fires: ["ParticipantUpdated"], shows: ("participants/100002", "Hart, Kim")),
        Case(
            handler: "party-remove", form: "record=70001--27--100002", fires: ["ActionParticipantDeleted"],
            shows: ("actionparticipants/70001--27--100002", "not found")),
        Case(
            handler: "values", form: "collection=property&address=1+New+Road&titleref=&state=NSW", fires: value,
            times: 3,
            shows: ("datacollectionrecordvalues/149--state--21", "NSW")),
        Case(
            handler: "record", form: "collection=outstanding&item=Sign+here&whomustact=Client&duedate=&done=",
            fires: value,
            times: 3, shows: ("datacollectionrecordvalues?stringValue=Sign%20here", "Sign here")),
        Case(
            handler: "task", form: "name=Ring+the+bank&due=2026-05-08", fires: ["TaskCreated"],
            shows: ("tasks?action=70001&sort=-id&pageSize=1", "Ring the bank")),
        Case(
            handler: "task-complete", form: "record=ID", fires: ["TaskUpdated"],
            shows: ("tasks/ID", "\"status\":\"Complete\""), needs: ("tasks", #""name": "Ring""#)),
        Case(
            handler: "task-reopen", form: "record=ID", fires: ["TaskUpdated"],
            shows: ("tasks/ID", "\"status\":\"Incomplete\""), needs: ("tasks", #""name": "Ring", "status": "Complete""#)
        ),
        Case(
            handler: "task-delete", form: "record=ID", fires: [], shows: ("tasks/ID", "not found"),
            needs: ("tasks", #""name": "Ring""#)),
        Case(
            handler: "time", form: "description=Call&hours=0.5", fires: ["TimeEntryCreated"],
            shows: ("timeentries?action=70001&sort=-id&pageSize=1", "\"actualHours\":0.5")),
        Case(
            handler: "time-edit", form: "record=ID&description=Call&hours=1.25", fires: ["TimeEntryUpdated"],
            shows: ("timeentries/ID", "\"actualHours\":1.25"), needs: ("timeentries", #""description": "Call""#)),
        Case(
            handler: "time-delete", form: "record=ID", fires: [], shows: ("timeentries/ID", "not found"),
            needs: ("timeentries", #""description": "Call""#)),
        Case(
            handler: "disbursement", form: "description=Search&price=24.50", fires: ["DisbursementCreated"],
            shows: ("disbursements?action=70001&sort=-id&pageSize=1", "\"unitPrice\":24.5")),
        Case(
            handler: "disbursement-edit", form: "record=ID&description=Search&price=31", fires: ["DisbursementUpdated"],
            shows: ("disbursements/ID", "\"unitPrice\":31"), needs: ("disbursements", #""description": "Search""#)),
        Case(
            handler: "disbursement-delete", form: "record=ID", fires: [], shows: ("disbursements/ID", "not found"),
            needs: ("disbursements", #""description": "Search""#)),
        Case(
            handler: "related", form: "reference=P10003", fires: ["ActionUpdated"], times: 2,
            shows: ("actions/70003", "\"relatedActions\":[\"70001\"")),
        Case(handler: "delete", form: "sure=T", fires: [], shows: ("actions/70001", "not found")),
        Case(
            handler: "record-delete", form: "record=21", fires: ["DataCollectionRecordDeleted"],
            shows: ("datacollectionrecords/21", "not found")),
    ]

    @Test(arguments: cases)
    func `tells each hook that asks, and no other, and stands in the world`(_ it: Case) async throws {
        let fixture = try await Fixture(matters: 3)
        let id = try await make(it.needs, in: fixture)
        if let after = it.after { _ = try await fixture.submit("/matters/70001/" + after, "") }
        var hooks: [(event: String, id: Int64)] = []
        for event in HookRequest.eventNames.sorted() { hooks.append((event, try await fixture.hook(event))) }
        let answer = try await fixture.submit("/matters/70001/" + it.handler, it.form.replacing("ID", with: id))
        #expect(answer.status == 303, "\(answer.text)")
        for hook in hooks {
            let waiting = try await fixture.waiting(hook.id)
            #expect(waiting == (it.fires.contains(hook.event) ? it.times : 0), "\(hook.event)")
        }
        #expect(try await fixture.rest(.get, it.shows.path.replacing("ID", with: id)).text.contains(it.shows.text))
        let page = try await fixture.call(.get, answer.headers[.location] ?? "")
        #expect(page.status == 200)
        #expect(page.text.contains("class=\"done\" role=\"status\""))
    }

    private func make(_ needs: (resource: String, row: String)?, in fixture: Fixture) async throws -> String {
        guard let needs else { return "" }
        let body = "{\"\(needs.resource)\": {\(needs.row), \"links\": {\"action\": \"70001\"}}}"
        let made = try await fixture.rest(.post, needs.resource, body)
        return try #require(made.json[needs.resource]?["id"]?.scalarText, "\(made.text)")
    }

    @Test func `says beside each button what it fires, and fires just that`() {
        let announced = Dictionary(
            uniqueKeysWithValues: MatterFormHandler.all.map { ($0.name, $0.fires.map(\.rawValue)) })
        for it in Self.cases { #expect(announced[it.handler] == it.fires, "\(it.handler)") }
        #expect(
            Set(announced.keys).subtracting(Self.cases.map(\.handler)) == [
                "item", "record-edit", "related-remove", "upload",
            ])
    }

    @Test func `every event that the system knows can be caused from the page`() {
        #expect(Set((MatterFormHandler.all + [.openMatter]).flatMap(\.fires)) == Set(ActionStepEvent.allCases))
    }

    @Test(arguments: [
        ("step", "step=34--2", "is not of this matter", "value=\"33--"),
        ("next-step", "from=33--6", "meanwhile it is at Pre-settlement", "name=\"from\" value=\"33--7\""),
        ("next-step", "", "meanwhile it is at Pre-settlement", "Next step: Settlement booked"),
        ("settlement", "date=2026-02-30", "is no date", "value=\"2026-02-30\""),
        ("note", "text=", "The note is missing", "name=\"text\""),
        ("note", "text=" + String(repeating: "x", count: 2_001), "at most 2000", "xxxxx"),
        ("person", "first=Ida&last=&email=&role=64", "The last name is missing", "value=\"Ida\""),
        ("person", "first=Ida&last=Bell&email=ida%40bell&role=64", "is no mail address", "value=\"ida@bell\""),
        ("party", "email=no%40body.example&role=64", "Nobody here", "value=\"no@body.example\""),
        ("party", "email=kim.hunt%40mailbox.example&role=27", "already", "value=\"kim.hunt@mailbox.example\""),
        ("values", "collection=keydates&condate=soon", "is no date", "value=\"soon\""),
        ("values", "collection=keydates&smttime=nonsense", "write it as 14:30", "value=\"nonsense\""),
        ("values", "collection=keydates&smttime=24:00", "write it as 14:30", "value=\"24:00\""),
        ("record", "collection=settlementrequirements&requirement=Rates&amount=lots", "is no amount", "value=\"lots\""),
        ("record", "collection=outstanding", "Fill in a field", "Outstanding items"),
        ("task", "name=&due=2026-05-08", "The task is missing", "value=\"2026-05-08\""),
        ("time", "description=Call&hours=half", "must be a number", "value=\"half\""),
        ("time", "description=Call&hours=-1", "The hours must be from 0 to 24.", "value=\"-1\""),
        ("time", "description=Call&hours=24.01", "The hours must be from 0 to 24.", "value=\"24.01\""),
        ("disbursement", "description=Search&price=-5", "The amount must be from 0", "value=\"-5\""),
        ("disbursement", "description=Search&price=1.23456", "must be a number", "value=\"1.23456\""),
        ("related", "reference=X1", "No matter has the reference", "value=\"X1\""),
        ("related", "reference=P10001", "A matter is not related to itself.", "value=\"P10001\""),
        ("delete", "", "Tick that you are sure", "I am sure"),
    ])
    func `what cannot be done is said beside its form, and what was typed is kept`(
        _ handler: String, _ form: String, _ says: String, _ keeps: String
    ) async throws {
        let fixture = try await Fixture(matters: 1)
        let before = try await fixture.call(.get, "/control/world").text
        let answer = try await fixture.submit("/matters/70001/" + handler, form)
        #expect(answer.status == 400)
        #expect(answer.text.contains("class=\"wrong\""))
        #expect(answer.text.contains(says))
        #expect(answer.text.contains(keeps))
        #expect(try await fixture.call(.get, "/control/world").text == before)
    }

    @Test(arguments: [
        ("smttime=9:05", "09:05"), ("smttime=23:59", "23:59"), ("smttime=00:00", "00:00"), ("smttime=", ""),
    ])
    func `takes a time of day as people write it`(_ form: String, _ stored: String) async throws {
        let fixture = try await Fixture(matters: 1)
        #expect(try await fixture.submit("/matters/70001/values", "collection=keydates&" + form).status == 303)
        let value = try await fixture.rest(.get, "datacollectionrecordvalues/148--smttime--20")
        #expect(value.json["datacollectionrecordvalues"]?["stringValue"] == .string(stored))
    }

    @Test func `a reference that several matters have names none of them`() async throws {
        let fixture = try await Fixture(matters: 5)
        for (id, name) in [("70003", "First"), ("70005", "Second")] {
            #expect(try await fixture.submit("/matters/\(id)/rename", "name=\(name)&reference=TWICE").status == 303)
        }
        let refused = try await fixture.submit("/matters/70001/related", "reference=TWICE")
        #expect(refused.status == 400)
        #expect(refused.text.contains("First and Second"))
        #expect(try await fixture.submit("/matters/70003/related", "reference=TWICE").status == 303)
    }

    @Test func `a button that fires nothing says when the portal learns of it`() async throws {
        let page = try await Fixture(matters: 1).call(.get, "/matters/70001").text
        let learns = "fires no notice: the portal learns of it with the matter’s next notice or at its next full look"
        #expect(page.components(separatedBy: learns).count > 3)
    }

    @Test func `two pages of one matter move it one step, not two`() async throws {
        let fixture = try await Fixture(matters: 1)
        #expect(try await fixture.submit("/matters/70001/next-step", "from=33--7").status == 303)
        #expect(try await fixture.submit("/matters/70001/next-step", "from=33--7").status == 400)
        let matter = try await fixture.rest(.get, "actions/70001").json["actions"]
        #expect(matter?["links"]?["step"] == "33--8")
    }

    @Test func `a closed matter that is moved stays closed, unless its mover says otherwise`() async throws {
        let fixture = try await Fixture(matters: 1)
        #expect(try await fixture.submit("/matters/70001/close", "").status == 303)
        #expect(try await fixture.submit("/matters/70001/step", "step=33--9").status == 303)
        let closed = try await fixture.rest(.get, "actions/70001").json["actions"]
        #expect(closed?["status"] == "Closed")
        #expect(closed?["links"]?["step"] == "33--9")
        let move =
            #"{"actionchangestep": {"status": "Active", "links": {"action": 70001, "step": "33--2", "node": 902}}}"#
        #expect(try await fixture.rest(.post, "actionchangestep", move).status == 200)
        let open = try await fixture.rest(.get, "actions/70001").json["actions"]
        #expect(open?["status"] == "Active")
    }

    @Test(arguments: [
        "note-edit", "note-delete", "document-rename", "document-delete", "party-remove", "person-edit", "item",
        "record-delete", "task-complete", "task-reopen", "task-delete", "time-edit", "disbursement-edit",
        "related-remove",
    ])
    func `a row of another matter is out of reach`(_ handler: String) async throws {
        let fixture = try await Fixture()
        let record = handler.hasPrefix("p") ? "70001--27--100002" : handler.hasPrefix("note") ? "11" : "20"
        let form =
            "record=\(record)&text=x&name=x&first=x&last=x&email=&description=x&hours=1&price=1&collection=property"
        #expect(try await fixture.submit("/matters/70003/" + handler, form).status == 404)
        #expect(try await fixture.submit("/matters/70001/" + "nothing", form).status == 404)
    }

    @Test func `opens a matter with its people, and tells the hooks`() async throws {
        let fixture = try await Fixture(matters: 1)
        let (created, added) = (
            try await fixture.hook("ActionCreated"), try await fixture.hook("ActionParticipantAdded")
        )
        let form =
            "kind=33&name=Purchase+-+4+Elm+Row&client=kim.hunt%40mailbox.example&broker=priya.nair%40coastlinebrokers.example"
        let answer = try await fixture.submit("/matters/open", form)
        #expect(answer.status == 303)
        #expect(try await fixture.waiting(created) == 1)
        #expect(try await fixture.waiting(added) == 2)
        let page = try await fixture.call(.get, answer.headers[.location] ?? "")
        #expect(page.text.contains("Purchase - 4 Elm Row"))
        #expect(page.text.contains("priya.nair@coastlinebrokers.example"))
        let refused = try await fixture.submit("/matters/open", form.replacing("kim.hunt", with: "nobody"))
        #expect(refused.status == 400)
        #expect(refused.text.contains("value=\"Purchase - 4 Elm Row\""))
        #expect(refused.text.contains("Leave it empty and add them on the matter’s page."))
        let world = try await fixture.call(.get, "/control/world").json
        #expect(world["actionstep"]?["actions"] == 2)
    }

    @Test(arguments: [
        ("plan.pdf", "%PDF-1.7 x", "", "plan", ".pdf"), ("plan.pdf", "%PDF-1.7 x", "The plan", "The plan", ".pdf"),
        ("Letter v1.2.txt", "Dear", "", "Letter v1.2", ".txt"),
    ])
    func `uploads a file under its own name or another`(
        _ file: String, _ content: String, _ name: String, _ shown: String, _ ending: String
    ) async throws {
        let fixture = try await Fixture(matters: 1)
        let hook = try await fixture.hook("ActionDocumentCreated")
        let answer = try await upload(fixture, file, content, name)
        #expect(answer.status == 303, "\(answer.text)")
        #expect(try await fixture.waiting(hook) == 1)
        let document = try await fixture.rest(.get, "actiondocuments?action=70001&sort=-id&pageSize=1")
            .json["actiondocuments"]
        #expect(document?["name"] == .string(shown))
        #expect(document?["extension"] == .string(ending))
        #expect(document?["fileSize"] == .integer(Int64(content.utf8.count)))
    }

    @Test(arguments: [
        ("run.exe", "MZ", ".exe are refused"), ("plan.pdf", "no", "not what .pdf"), ("", "", "Choose a file first."),
        ("plan.pdf", "", "Choose a file that is not empty."), ("plan.txt", "", "Choose a file that is not empty."),
    ])
    func `refuses a file beside the form`(_ file: String, _ content: String, _ says: String) async throws {
        let fixture = try await Fixture(matters: 1)
        let answer = try await upload(fixture, file, content, "")
        #expect(answer.status == 400)
        #expect(answer.text.contains(says))
        #expect(answer.text.contains("id=\"upload-wrong\""))
    }

    private func upload(
        _ fixture: Fixture, _ file: String, _ content: String, _ name: String
    ) async throws -> Fixture.Answer {
        let disposition = "Content-Disposition: form-data; name="
        let body = [
            "--edge", disposition + "\"name\"", "", name, "--edge",
            disposition + "\"file\"; filename=\"\(file)\"", "Content-Type: application/octet-stream", "", content,
            "--edge--", "",
        ].joined(separator: "\r\n")
        return try await fixture.call(
            .post, "/matters/70001/upload", body, type: "multipart/form-data; boundary=edge")
    }
}
