import Foundation
import HTTPTypes
import Matters
import Testing

@testable import Templating
@testable import Web

@Suite struct PagesTests {
    private func broker() throws -> Viewer { try PageSamples.viewer("priya@harbourmortgages.example") }

    @Test func `the time of settlement is beside its day, for viewers who may see it`() throws {
        let matter = PageSamples.matter()
        var seen = try PageSamples.scoped(matter, for: broker())
        let pages = try PageSamples.pages()
        let day = "Fri 4 Dec 2026</time>"
        #expect(pages.matter(seen, for: PageSamples.pageViewer()).contains(day + ", 2:00 pm"))
        seen.fields.removeAll { $0.label == "Settlement time" }
        let without = pages.matter(seen, for: PageSamples.pageViewer())
        #expect(without.contains(day) && !without.contains(day + ","))
    }

    /// The pages that need no database, by the name of their sample.
    private func rendered() throws -> [String: String] {
        let pages = try PageSamples.pages()
        let viewers = try [
            "broker": broker(), "client": PageSamples.viewer("linh.tran@post.example"),
            "staff": PageSamples.viewer("margaret@hartfielding.example", .staff),
        ]
        var found: [String: String] = [
            "not-found": pages.notFound(), "problem": pages.problem(),
            "document-unavailable": pages.documentUnavailable("the practice system is busy"),
            "sign-in-none": pages.signIn(.unavailable),
            "list-empty": pages.matterList(
                MatterListContent(matters: [], visible: BoundedCount(0), search: nil), for: PageSamples.pageViewer()),
            "list-nothing-found": pages.matterList(
                MatterListContent(matters: [], visible: BoundedCount(7), search: "wattle"),
                for: PageSamples.pageViewer()),
            "list": pages.matterList(
                MatterListContent(matters: try list(for: broker()), visible: BoundedCount(5), search: nil),
                for: PageSamples.pageViewer()),
        ]
        found["sign-in"] = pages.signIn(
            .personas(
                viewers.sorted { $0.key < $1.key }.map { role, viewer in
                    SignInPersona(role: role, label: role.capitalized, name: "Somebody", viewer: viewer)
                }))
        for (role, viewer) in viewers {
            found["matter-\(role)"] = pages.matter(
                try PageSamples.scoped(PageSamples.matter(), for: viewer),
                for: PageSamples.pageViewer(role, role: role.capitalized))
        }
        return found
    }

    @Test func `a search with more results than are shown says so and links to more`() throws {
        let matters = try list(for: broker())
        let part = try PageSamples.pages().matterList(
            MatterListContent(matters: matters, visible: BoundedCount(900), search: "e", next: 200),
            for: PageSamples.pageViewer())
        #expect(part.contains("The first \(matters.count) that match, of 900."))
        #expect(part.contains(#"<input type="hidden" name="q" value="e">"#))
        #expect(part.contains(#"name="show" value="200""#))
        let all = try PageSamples.pages().matterList(
            MatterListContent(matters: matters, visible: BoundedCount(900), search: "e"), for: PageSamples.pageViewer())
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
        let viewer = PageSamples.pageViewer(PageSamples.hostile, role: PageSamples.hostile)
        for html in [
            pages.matter(scoped, for: viewer),
            pages.matterList(
                MatterListContent(matters: [scoped], visible: BoundedCount(1), search: PageSamples.hostile), for: viewer
            ),
        ] {
            #expect(!html.contains("<script>alert"))
            #expect(!html.contains("onfocus='"))
            #expect(html.contains("&quot;\u{301} onfocus=&#39;x&#39; &amp;amp; {{frame.firm}}"))
        }
    }

    @Test func `a quote with a combining accent is escaped`() {
        #expect(StrictHTML().escapeText("\"\u{301}<\u{338}'&>") == "&quot;\u{301}&lt;\u{338}&#39;&amp;&gt;")
    }

    @Test func `a party's page has no internal note and no contact of others, a page for staff has both`() throws {
        let pages = try rendered()
        for role in ["broker", "client"] {
            let html = try #require(pages["matter-\(role)"])
            #expect(!html.contains("do not show") && !html.contains("tom@northbank.example"))
        }
        let staff = try #require(pages["matter-staff"])
        #expect(staff.contains("do not show") && staff.contains("tom@northbank.example"))
    }

    @Test func `the newest note is first, one without a time last`() throws {
        let times: [Int64?] = [nil, 10, 30, 20]
        var matter = PageSamples.matter()
        matter.notes = times.map { seconds in
            Note(
                ref: "n", text: "PORTAL: \(seconds ?? 0)", author: nil, isSystem: false,
                notedAt: seconds.map(Instant.seconds))
        }
        let scoped = try PageSamples.scoped(matter, for: broker())
        let dates = PageDateFormatter(zone: try PageSamples.zone(), now: PageSamples.now)
        let model = MatterPageModel(scoped, viewer: PageSamples.pageViewer(), firm: "f", dates: dates)
        #expect(model.notes.map(\.text) == ["30", "20", "10", "0"])
    }

    @Test func `the broker sees the step and the timeline, the client does not`() throws {
        let pages = try rendered()
        #expect(try #require(pages["matter-broker"]).contains("aria-current=\"step\""))
        #expect(!(try #require(pages["matter-client"]).contains("Searches</")))
    }

    @Test func `missing and forbidden are the same bytes, and the page has no cursor`() throws {
        let pages = try PageSamples.pages()
        #expect(pages.notFound() == pages.notFound())
        #expect(!pages.notFound().contains("data-cursor"))
    }

    @Test func `a template that names a missing partial is refused`() {
        #expect(throws: TemplateLibrary.MissingPartial(template: "a", partial: "b")) {
            _ = try TemplateLibrary(["a": "text {{> b}}"])
        }
    }

    @Test func `the live script is small, and every asset is found by its path`() async throws {
        #expect(AssetTable.liveScript.bytes.count < 8_192)
        let fixture = try await PortalFixture()
        for asset in AssetTable.all {
            let answer = try await fixture.call(nil, .get, asset.path)
            #expect(answer.status == 200 && Array(answer.text.utf8) == asset.bytes)
        }
        #expect(try await fixture.call(nil, .get, "/assets/../etc/passwd").status == 404)
    }

    @Test func `the policy forbids inline script and other origins`() throws {
        let policy = try #require(SecurityHeadersMiddleware.all.first { $0.name == "content-security-policy" }?.value)
        #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self'"))
        #expect(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"))
    }

    /// The pages of endpoints, as staff get them.
    private func endpointPages() async throws -> [String: String] {
        let fixture = try await PortalFixture()
        let samples = try await fixture.addSamples()
        let page = "/webhooks/\(samples.endpoint)"
        return [
            "endpoints": try await fixture.visit(.staff, .get, "/webhooks").text,
            "endpoint": try await fixture.visit(.staff, .get, page).text,
            "endpoint-refused": try await fixture.visit(
                .staff, .post, "/webhooks", form: "url=https%3A%2F%2F127.0.0.1%2F"
            ).text,
            "delivery": try await fixture.visit(.staff, .get, "\(page)/deliveries/\(samples.delivery)").text,
        ]
    }

    /// `MATTERWIRE_PAGE_SAMPLES=folder` writes the samples there, for a person and for `scripts/check-assets`.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["MATTERWIRE_PAGE_SAMPLES"] != nil))
    func `samples are written to the folder that is asked for`() async throws {
        let root = try #require(ProcessInfo.processInfo.environment["MATTERWIRE_PAGE_SAMPLES"])
        let folder = URL(filePath: root)
        try FileManager.default.createDirectory(
            at: folder.appending(path: "assets"), withIntermediateDirectories: true)
        for asset in AssetTable.all {
            try Data(asset.bytes).write(to: folder.appending(path: String(asset.path.dropFirst())))
        }
        for (name, html) in try rendered().merging(try await endpointPages(), uniquingKeysWith: { $1 }) {
            try Data(html.utf8).write(to: folder.appending(path: name + ".html"))
        }
    }
}
