import Matters
import Testing

@testable import Web

@Suite struct LabelTests {
    private func dates(_ zone: String = "Australia/Brisbane", at now: Instant = PageSamples.now) throws
        -> PageDateFormatter
    {
        PageDateFormatter(zone: try PageSamples.zone(zone), now: now)
    }

    @Test(arguments: [
        ("2026-12-04", "Fri 4 Dec 2026", "in 13 days"), ("2026-11-21", "Sat 21 Nov 2026", "today"),
        ("2026-11-22", "Sun 22 Nov 2026", "tomorrow"), ("2026-11-20", "Fri 20 Nov 2026", "yesterday"),
        ("2026-11-01", "Sun 1 Nov 2026", "20 days ago"), ("2028-02-29", "Tue 29 Feb 2028", "in 465 days"),
    ])
    func `a day is formatted with its weekday and its distance`(_ date: String, _ text: String, _ far: String) throws {
        let day = try #require(CalendarDate(date))
        #expect(try dates().day(day) == text)
        #expect(try dates().distance(to: day) == far)
    }

    @Test(arguments: [
        ("Australia/Brisbane", "2026-11-21T04:14:00Z", "Sat 21 Nov 2026, 2:14 pm AEST"),
        ("Australia/Sydney", "2026-11-21T04:14:00Z", "Sat 21 Nov 2026, 3:14 pm AEDT"),
        ("Australia/Sydney", "2026-07-01T14:00:00Z", "Thu 2 Jul 2026, 12:00 am AEST"),
        ("Australia/Adelaide", "2026-11-21T04:14:00Z", "Sat 21 Nov 2026, 2:44 pm ACDT"),
        ("Australia/Darwin", "2026-11-21T04:14:00Z", "Sat 21 Nov 2026, 1:44 pm ACST"),
        ("Australia/Perth", "2026-11-21T04:14:00Z", "Sat 21 Nov 2026, 12:14 pm AWST"),
        ("America/St_Johns", "2026-11-21T03:14:59Z", "Fri 20 Nov 2026, 11:44 pm UTC-03:30"),
        ("UTC", "1969-12-31T23:59:59Z", "Wed 31 Dec 1969, 11:59 pm UTC"),
    ])
    func `a moment is formatted in the firm's time zone`(_ zone: String, _ moment: String, _ text: String) throws {
        #expect(try dates(zone).moment(#require(Instant(iso8601: moment))) == text)
    }

    @Test func `an unknown zone is refused`() { #expect(FirmTimeZone(identifier: "Australia/Nowhere") == nil) }

    @Test(arguments: ScopedMatter.Status.allCases)
    func `every status has a short tag and plain sentences`(_ status: ScopedMatter.Status) {
        let label = MatterStatusLabel(status)
        #expect(label.tag.split(separator: " ").count <= 3)
        #expect(label.sentence.hasSuffix(".") && label.next.hasSuffix("."))
        #expect(label.sentence.split(separator: " ").count <= 12)
    }

    @Test(arguments: [("T", "Yes"), ("F", "No"), ("2026-12-04", "Fri 4 Dec 2026 (in 13 days)"), ("12/RP", "12/RP")])
    func `a field's value is formatted for people`(_ raw: String, _ text: String) throws {
        #expect(try dates().fieldValue(raw) == text)
    }

    @Test(arguments: [
        ("14:00", "2:00 pm"), ("09:05", "9:05 am"), ("0:00", "12:00 am"), ("12:30:00", "12:30 pm"),
        ("24:00", "24:00"), ("2 pm", "2 pm"), ("14:5", "14:5"), ("", ""), ("-1:00", "-1:00"),
    ])
    func `a time of day is formatted with am or pm`(_ written: String, _ text: String) throws {
        #expect(try dates().hour(written) == text)
    }

    @Test(arguments: [
        ("Fonseca, Ethan", "Ethan Fonseca"), ("van der Berg, Anna Maria", "Anna Maria van der Berg"),
        ("O’Brien,Niamh", "Niamh O’Brien"), ("  Li ,  Wei ", "Wei Li"), ("Ethan Fonseca", "Ethan Fonseca"),
        ("Cher", "Cher"), ("", ""), (",", ","), ("Fonseca,", "Fonseca,"),
        ("Harbour Mortgages Pty. Ltd, Brisbane", "Harbour Mortgages Pty. Ltd, Brisbane"),
        ("Smith, Jones & Co", "Smith, Jones & Co"), ("Acme Holdings, Inc.", "Acme Holdings, Inc."),
        ("Hart, Fielding, Low", "Hart, Fielding, Low"), ("Unit 4, Main Street", "Unit 4, Main Street"),
    ])
    func `a person's first name comes first, a company's name is unchanged`(_ written: String, _ shown: String) {
        #expect(written.firstNameFirst == shown)
    }
}

@Suite struct OutstandingItemsTests {
    private func model(_ rows: [[String]], for address: String) throws -> OutstandingItems {
        let scoped = try PageSamples.scoped(PageSamples.matter(items: rows), for: PageSamples.viewer(address))
        let dates = PageDateFormatter(zone: try PageSamples.zone(), now: PageSamples.now)
        return OutstandingItems(scoped.items, dates: dates)
    }

    @Test(arguments: [
        ("priya@harbourmortgages.example", ["Upload the signed loan approval"], ["Us", "Client"]),
        ("linh.tran@post.example", ["Confirm the building insurance"], ["Us", "Broker"]),
    ])
    func `items are grouped by who must act, the viewer's own first`(
        _ address: String, _ yours: [String], _ others: [String]
    ) throws {
        let found = try model(PageSamples.samples, for: address)
        #expect(found.yours.map(\.title) == yours)
        #expect(found.groups.map(\.heading) == others)
        #expect(found.done?.heading == "Done (1)")
    }

    @Test func `items without a day come last, and a past day is overdue`() throws {
        let rows = [["a", "Firm", "", "F"], ["b", "Firm", "2026-11-21", "F"], ["c", "Firm", "2026-11-20", "F"]]
        let items = try #require(try model(rows, for: "linh.tran@post.example").groups.first).items
        #expect(items.map(\.title) == ["c", "b", "a"])
        #expect(items.map(\.isLate) == [true, false, false])
    }

    @Test func `an empty list has a sentence of its own`() throws {
        let matter = try PageSamples.scoped(
            PageSamples.matter(items: []), for: PageSamples.viewer("linh.tran@post.example"))
        let html = try PageSamples.pages().matter(matter, for: PageSamples.pageViewer())
        #expect(html.contains("<p>Nothing right now.</p>"))
    }
}
