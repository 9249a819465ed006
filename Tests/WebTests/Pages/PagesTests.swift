import Foundation
import Matters
import Testing

@testable import Templating
@testable import Web

@Suite struct PagesTests {
    private func broker() throws -> Viewer { try PageSamples.viewer("priya@harbourmortgages.example") }

    @Test func `the hour of settlement stands beside its day, for whoever may see it`() throws {
        let matter = PageSamples.matter()
        var seen = try PageSamples.scoped(matter, for: broker())
        let pages = try PageSamples.pages()
        let day = "Fri 4 Dec 2026</time>"
        #expect(pages.matter(seen, for: PageSamples.reader()).contains(day + ", 2:00 pm"))
        seen.fields.removeAll { $0.label == "Settlement time" }
        let without = pages.matter(seen, for: PageSamples.reader())
        #expect(without.contains(day) && !without.contains(day + ","))
    }

    /// Every page there is, by the name of its sample.
    private func rendered() throws -> [String: String] {
        let pages = try PageSamples.pages()
        let viewers = try [
            "broker": broker(), "client": PageSamples.viewer("linh.tran@post.example"),
            "staff": PageSamples.viewer("margaret@hartfielding.example", .staff),
        ]
        var found: [String: String] = [
            "not-found": pages.notFound(), "problem": pages.problem(), "sign-in-none": pages.signInUnavailable(),
            "list-empty": pages.matterList(
                MatterListQuery(matters: [], seen: BoundedCount(0), search: nil), for: PageSamples.reader()),
            "list-nothing-found": pages.matterList(
                MatterListQuery(matters: [], seen: BoundedCount(7), search: "wattle"), for: PageSamples.reader()),
            "list": pages.matterList(
                MatterListQuery(matters: try list(for: broker()), seen: BoundedCount(5), search: nil),
                for: PageSamples.reader()),
        ]
        found["sign-in"] = pages.demoSignIn(
            viewers.sorted { $0.key < $1.key }.map { role, viewer in
                DemoPersona(role: role, label: role.capitalized, name: "Somebody", viewer: viewer)
            })
        for (role, viewer) in viewers {
            found["matter-\(role)"] = pages.matter(
                try PageSamples.scoped(PageSamples.matter(), for: viewer),
                for: PageSamples.reader(role, role: role.capitalized))
        }
        return found
    }

    @Test func `a search that finds more than is shown says so and leads on`() throws {
        let matters = try list(for: broker())
        let part = try PageSamples.pages().matterList(
            MatterListQuery(matters: matters, seen: BoundedCount(900), search: "e", next: 200),
            for: PageSamples.reader())
        #expect(part.contains("The first \(matters.count) that match, of 900."))
        #expect(part.contains(#"<input type="hidden" name="q" value="e">"#))
        #expect(part.contains(#"name="show" value="200""#))
        let all = try PageSamples.pages().matterList(
            MatterListQuery(matters: matters, seen: BoundedCount(900), search: "e"), for: PageSamples.reader())
        #expect(all.contains("\(matters.count) matters found, of 900."))
        #expect(!all.contains("name=\"show\""))
    }

    private func list(for viewer: Viewer) throws -> [ScopedMatter] {
        let others = [["Send the discharge authority", "Lender", "2026-12-01", "F"]]
        return try [
            PageSamples.matter(),
            PageSamples.matter(
                "a1", name: "Riverstone Rise Pty Ltd – sale of Lot 12", step: 6, settles: "2026-11-23", items: []),
            PageSamples.matter(
                "a2", name: "Okonkwo and Bell – purchase of 4/77 Harbourside Parade, Hamilton", step: 3,
                settles: "2026-12-18", items: others),
            PageSamples.matter("a3", name: "Estate of Whitfield – sale", step: 0, settles: nil, items: []),
            PageSamples.matter("a4", name: "Nguyen – purchase", step: 8, status: "Closed", settles: "2026-11-06"),
        ].map { try PageSamples.scoped($0, for: viewer) }
    }

    @Test func `every page has a language, a title, one main part and one heading`() throws {
        for (name, html) in try rendered() {
            for part in ["<html lang=\"en-AU\">", "<title>", "<main ", "<h1", "href=\"#main\""] {
                #expect(html.ranges(of: part).count == 1, "\(part) in \(name)")
            }
            #expect(!html.contains("{{"), "a hole in \(name)")
            #expect(!html.contains("Optional("), "an unwrapped value in \(name)")
            #expect(!html.contains(" style=") && !html.contains("<style"), "inline style in \(name)")
        }
    }

    @Test func `text from outside cannot become markup`() throws {
        let matter = PageSamples.matter(
            name: PageSamples.hostile, items: [[PageSamples.hostile, PageSamples.hostile, "", "F"]],
            note: PageSamples.hostile)
        let pages = try PageSamples.pages()
        let scoped = try PageSamples.scoped(matter, for: broker())
        let reader = PageSamples.reader(PageSamples.hostile, role: PageSamples.hostile)
        for html in [
            pages.matter(scoped, for: reader),
            pages.matterList(
                MatterListQuery(matters: [scoped], seen: BoundedCount(1), search: PageSamples.hostile), for: reader),
        ] {
            #expect(!html.contains("<script>alert"))
            #expect(!html.contains("onfocus='"))
            #expect(html.contains("&quot;\u{301} onfocus=&#39;x&#39; &amp;amp; {{frame.firm}}"))
        }
    }

    @Test func `an accent behind a quote does not carry it past the escaping`() {
        #expect(StrictHTML().escapeText("\"\u{301}<\u{338}'&>") == "&quot;\u{301}&lt;\u{338}&#39;&amp;&gt;")
    }

    @Test func `a party's page holds no internal note and no contact of others, staff's holds both`() throws {
        let pages = try rendered()
        for role in ["broker", "client"] {
            let html = try #require(pages["matter-\(role)"])
            #expect(!html.contains("do not show") && !html.contains("tom@northbank.example"))
        }
        let staff = try #require(pages["matter-staff"])
        #expect(staff.contains("do not show") && staff.contains("tom@northbank.example"))
    }

    @Test func `the newest note stands first, one without a time last`() throws {
        let times: [Int64?] = [nil, 10, 30, 20]
        var matter = PageSamples.matter()
        matter.notes = times.map { seconds in
            Note(
                ref: "n", text: "PORTAL: \(seconds ?? 0)", author: nil, isSystem: false,
                notedAt: seconds.map(Instant.seconds))
        }
        let scoped = try PageSamples.scoped(matter, for: broker())
        let words = DateWords(zone: try PageSamples.zone(), now: PageSamples.now)
        let model = MatterModel(scoped, reader: PageSamples.reader(), firm: "f", words: words)
        #expect(model.notes.map(\.text) == ["30", "20", "10", "0"])
    }

    @Test func `the step and its order show to the broker and not to the client`() throws {
        let pages = try rendered()
        #expect(try #require(pages["matter-broker"]).contains("aria-current=\"step\""))
        #expect(!(try #require(pages["matter-client"]).contains("Searches</")))
    }

    @Test func `missing and forbidden are the same bytes, and the page holds no cursor`() throws {
        let pages = try PageSamples.pages()
        #expect(pages.notFound() == pages.notFound())
        #expect(!pages.notFound().contains("data-cursor"))
    }

    @Test func `a missing partial stops the start`() {
        #expect(throws: TemplateLibrary.MissingPartial(template: "a", partial: "b")) {
            _ = try TemplateLibrary(["a": "text {{> b}}"])
        }
    }

    @Test func `the live script is small, and every asset stands at its own path`() {
        #expect(AssetTable.liveScript.bytes.count < 8_192)
        for asset in AssetTable.all { #expect(AssetTable.asset(at: asset.path) == asset) }
        #expect(AssetTable.asset(at: "/assets/../etc/passwd") == nil)
    }

    @Test func `nothing inline and nothing from elsewhere may run`() throws {
        let policy = try #require(SecurityHeaders.all.first { $0.name == "content-security-policy" }?.value)
        #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self'"))
        #expect(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"))
    }

    /// `MATTERWIRE_PAGE_SAMPLES=folder` keeps the samples, for a person to look at.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["MATTERWIRE_PAGE_SAMPLES"] != nil))
    func `samples are written where somebody asks for them`() throws {
        let root = try #require(ProcessInfo.processInfo.environment["MATTERWIRE_PAGE_SAMPLES"])
        let folder = URL(filePath: root)
        try FileManager.default.createDirectory(
            at: folder.appending(path: "assets"), withIntermediateDirectories: true)
        for asset in AssetTable.all {
            try Data(asset.bytes).write(to: folder.appending(path: String(asset.path.dropFirst())))
        }
        for (name, html) in try rendered() {
            try Data(html.utf8).write(to: folder.appending(path: name + ".html"))
        }
    }
}
