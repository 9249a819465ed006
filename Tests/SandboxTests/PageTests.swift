import FoundationEssentials
import HTTPTypes
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `The page for people` {
    @Test(arguments: [
        ("", 12), ("riverstone", 3), ("P10001", 1), ("kim.hunt%40mailbox.example", 2), ("nobody+here", 0), ("%25", 0),
    ])
    func `finds matters by name, reference, person and mail address`(_ query: String, _ count: Int) async throws {
        let fixture = try await Fixture()
        let page = try await fixture.call(.get, "/?q=" + query)
        #expect(page.status == 200)
        #expect(page.text.components(separatedBy: "class=\"matter\"").count - 1 == count)
    }

    @Test(arguments: [
        ("", 20, "1–20 of 45 matters"), ("page=2", 20, "21–40 of 45 matters"), ("page=3", 5, "41–45 of 45 matters"),
        ("page=4", 0, "No matter matches"), ("page=0", 20, "1–20 of 45"), ("page=x", 20, "1–20 of 45"),
        ("kind=33", 20, "of 23 matters"), ("kind=34&page=2", 2, "21–22 of 22 matters"),
        ("state=closed", 0, "No matter matches"), ("state=open", 20, "of 45 matters"),
        ("kind=x&state=y", 20, "of 45 matters"), ("kind=33&q=riverstone", 0, "No matter matches"),
    ])
    func `lists a page of those that were asked for`(_ query: String, _ count: Int, _ says: String) async throws {
        let page = try await Fixture(matters: 45).call(.get, "/?" + query)
        #expect(page.text.components(separatedBy: "class=\"matter\"").count - 1 == count)
        #expect(page.text.contains(says))
    }

    @Test func `a matter without a reference has none, and no mark in its place`() async throws {
        let fixture = try await Fixture(matters: 1)
        #expect(try await fixture.submit("/matters/70001/rename", "name=Nameless&reference=").status == 303)
        for path in ["/", "/matters/70001"] {
            let page = try await fixture.call(.get, path).text
            #expect(page.contains(">Conveyancing - Purchase"))
            #expect(!page.contains("> ·"))
        }
    }

    @Test func `puts matters first, and no button forward while nothing plays`() async throws {
        let page = try await Fixture(matters: 1).call(.get, "/").text
        let matters = try #require(page.firstRange(of: "id=\"matters\""))
        let play = try #require(page.firstRange(of: "id=\"play\""))
        #expect(matters.lowerBound < play.lowerBound)
        #expect(!page.contains("aria-pressed=\"true\""))
    }

    @Test func `moves a step, sets the date, ticks an item and writes a note for the portal`() async throws {
        let fixture = try await Fixture()
        let hook = try await fixture.hook("FileNoteCreated")
        #expect(try await fixture.submit("/matters/70001/step", "step=33--9").status == 303)
        #expect(try await fixture.submit("/matters/70001/settlement", "date=2026-07-09").status == 303)
        #expect(try await fixture.submit("/matters/70001/note", "text=Finance+approved&visible=T").status == 303)
        let matter = try await fixture.rest(.get, "actions/70001").json["actions"]
        #expect(matter?["links"]?["step"] == "33--9")
        let values = try await fixture.rest(
            .get, "datacollectionrecordvalues?action=70001&stringValue=2026-07-09"
        ).json["datacollectionrecordvalues"]
        #expect(values?["links"]?["dataCollectionField"] == "148--smtdateonly")
        let note = try await fixture.rest(.get, "filenotes?action=70001&sort=-id&pageSize=1").json["filenotes"]
        #expect(note?["text"] == "PORTAL: Finance approved")
        #expect(try await fixture.waiting(hook) == 1)
        #expect(try await fixture.call(.get, "/matters/70001?done=step").text.contains("FileNoteCreated"))
    }

    @Test func `ticks off an item of this matter, and none of another's`() async throws {
        let fixture = try await Fixture()
        let open = try await fixture.rest(
            .get, "datacollectionrecordvalues?action=70001&dataCollectionField=153--done&pageSize=1")
        let record = try #require(
            open.json["datacollectionrecordvalues"]?["links"]?["dataCollectionRecord"]?.string)
        let form = "record=\(record)&done=T"
        #expect(try await fixture.submit("/matters/70001/item", form).status == 303)
        #expect(try await fixture.submit("/matters/70003/item", form).status == 404)
        let value = try await fixture.rest(.get, "datacollectionrecordvalues/153--done--\(record)")
        #expect(value.json["datacollectionrecordvalues"]?["stringValue"] == "T")
    }

    @Test(arguments: [
        ("Sec-Fetch-Site", "cross-site", 403), ("Sec-Fetch-Site", "same-site", 403),
        ("Sec-Fetch-Site", "same-origin", 303), ("Origin", "http://evil.example", 403), ("Origin", "null", 403),
        ("Origin", "http://localhost", 303),
    ])
    func `takes its forms from itself only`(_ name: String, _ value: String, _ status: Int) async throws {
        let fixture = try await Fixture(matters: 1)
        let header = try #require(HTTPField.Name(name))
        let answer = try await fixture.submit("/matters/70001/step", "step=33--9", headers: [header: value])
        #expect(answer.status == status)
    }

    @Test func `shows a text as text, whatever it holds, and runs no inline code`() async throws {
        let fixture = try await Fixture(matters: 1)
        _ = try await fixture.submit("/matters/70001/note", "text=%3Cscript%3Ealert(1)%3C/script%3E")
        let page = try await fixture.call(.get, "/matters/70001")
        #expect(page.text.contains("&lt;script&gt;alert(1)"))
        #expect(page.headers[.contentSecurityPolicy]?.contains("unsafe-inline") == false)
        #expect(try await fixture.call(.get, "/sandbox.css").status == 200)
        #expect(try await fixture.call(.get, "/matters/1").status == 404)
    }
}
