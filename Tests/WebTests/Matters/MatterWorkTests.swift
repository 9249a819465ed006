import Matters
import Records
import Testing
import Webhooks

@testable import Web

@Suite struct MatterWorkTests {
    static let matter: Matter = {
        var matter = PageSamples.matter()
        matter.documents[0].filing = Filing(folder: "Suspicions <b>", tags: ["zealous"])
        matter.notes[0].tags = ["zealous"]
        matter.tasks = [
            MatterTask(
                ref: "1", name: "Prepare \(PageSamples.hostile)", status: "Incomplete", isDone: false, priority: "High",
                assignee: "Ng, Ana", dueOn: CalendarDate("2026-11-24"), completedOn: nil)
        ]
        matter.timeEntries = ["0.1", "1234.5"].enumerated().map { index, amount in
            TimeEntry(
                ref: "\(index)", workedOn: CalendarDate("2026-11-20"), description: "Review contract",
                person: "Ng, Ana",
                hours: ExactDecimal("0.5"), billableHours: nil, amount: ExactDecimal(amount), isBillable: index == 0)
        }
        matter.disbursements = [
            Disbursement(
                ref: "9", incurredOn: nil, description: "Stamp duty", quantity: ExactDecimal("3"),
                unitPrice: ExactDecimal("24.1"), includesTax: true, isAnticipated: true)
        ]
        return matter
    }()

    private func scoped(_ address: String, _ kind: Viewer.Kind) throws -> ScopedMatter {
        try PageSamples.scoped(Self.matter, for: try PageSamples.viewer(address, kind))
    }

    @Test func `staff read tasks, time and disbursements, with exact sums`() throws {
        let html = try PageSamples.pages().matter(
            try scoped("ana@firm.example", .staff), for: PageSamples.pageViewer(role: "Staff"))
        for text in [
            "due Tue 24 Nov 2026 (in 3 days)", "High priority", "Ana Ng", "Together 1,234.60", "not billable",
            "3 at 24.10", "72.30 with tax", "expected", "In Suspicions &lt;b&gt;. Tagged zealous",
        ] { #expect(html.contains(text), "\(text)") }
        #expect(!html.contains("<script>alert"))
    }

    @Test(arguments: ["priya@harbourmortgages.example", "linh.tran@post.example"])
    func `parties read none of these`(address: String) throws {
        let matter = try scoped(address, .party)
        let html = try PageSamples.pages().matter(matter, for: PageSamples.pageViewer())
        let json = String(decoding: MatterJSON.whole(matter, notesMax: 10).encoded, as: UTF8.self)
        for text in ["Suspicions", "zealous", "Prepare ", "Stamp duty", "Review contract", "Disbursements"] {
            #expect(!html.contains(text) && !json.contains(text), "\(text)")
        }
        for key in ["tasks", "time_entries", "disbursements", "folder", "tags"] {
            #expect(!json.contains("\"\(key)\""), "\(key)")
        }
    }

    @Test func `the API writes decimals as text`() throws {
        let json = MatterJSON.whole(try scoped("ana@firm.example", .staff), notesMax: 10)
        #expect(json["time_entries"]?[1]?["amount"]?.string == "1234.50")
        #expect(json["disbursements"]?[0]?["amount"]?.string == "72.30")
        #expect(json["tasks"]?[0]?["due_date"]?.string == "2026-11-24")
        #expect(json["documents"]?[0]?["folder"]?.string == "Suspicions <b>")
        #expect(json["related"]?.array == [])
    }

    @Test func `a related matter is a link`() throws {
        var seen = try scoped("ana@firm.example", .staff)
        var other = seen
        (other.id, other.name) = ("m2", "The sale of theirs")
        seen.relate(to: [other])
        let html = try PageSamples.pages().matter(seen, for: PageSamples.pageViewer())
        #expect(html.contains(#"<a href="/matters/m2">The sale of theirs</a>"#))
        #expect(html.ranges(of: "Reference 1042").count == 2)
        other.reference = ""
        seen.relate(to: [other])
        let without = try PageSamples.pages().matter(seen, for: PageSamples.pageViewer())
        #expect(without.ranges(of: "Reference 1042").count == 1)
    }

    @Test func `readiness names a feed gap`() {
        let gap = FeedGap(sweepID: 1, missedCount: 3, foundAt: PageSamples.now)
        #expect(HealthRoutes.answer(nil) == ["status": "ready"])
        #expect(HealthRoutes.answer(gap)["feeds"]?.string == "feed gap found at 2026-11-21T04:14:00.000Z, being mended")
    }

    @Test(arguments: [
        ("0", "0.00"), ("-1234567.5", "-1,234,567.50"), ("999", "999.00"), ("1000", "1,000.00"), ("0.125", "0.125"),
    ])
    func `money is written in groups of three digits`(text: String, money: String) throws {
        #expect(try #require(ExactDecimal(text)).asMoney == money)
    }
}
