package import Matters
import Templating

/// The pages of one firm: from what a viewer may see to HTML.
///
/// Pure and cheap to copy. A matter reaches a page only as a `ScopedMatter`, so a page cannot show what the viewer
/// may not see.
package struct Pages: Sendable {
    let firm: String
    private let zone: FirmZone
    private let templates: TemplateLibrary

    /// - Throws: when a template cannot be read; the server must not start then.
    package init(firmName: String, zone: FirmZone) throws {
        (firm, self.zone) = (firmName, zone)
        templates = try TemplateLibrary(AssetTable.files.templates)
    }

    package func matterList(_ query: MatterListQuery, for reader: PageViewer) -> String {
        templates.render(
            MatterListModel(query, reader: reader, firm: firm, words: words(reader.now)), with: "matter-list")
    }

    package func matter(_ matter: ScopedMatter, for reader: PageViewer) -> String {
        templates.render(MatterModel(matter, reader: reader, firm: firm, words: words(reader.now)), with: "matter")
    }

    /// One button for each persona, which posts its `role` to `/demo/sign-in`.
    package func demoSignIn(_ personas: [DemoPersona]) -> String {
        templates.render(SignInModel(personas: personas, firm: firm), with: "sign-in")
    }

    /// For an installation where people cannot sign in yet.
    package func signInUnavailable() -> String {
        templates.render(SignInModel(personas: [], firm: firm), with: "sign-in")
    }

    /// The same bytes for what does not exist and for what the viewer may not see. To be sent with status 404.
    package func notFound() -> String {
        templates.render(MessageModel(.notFound, firm: firm), with: "message")
    }

    /// - Parameter why: a sentence without its full stop.
    package func documentUnavailable(_ why: String) -> String {
        templates.render(MessageModel(.documentUnavailable(why), firm: firm), with: "message")
    }

    /// For any failure of ours. Says nothing of the failure.
    package func problem() -> String {
        templates.render(MessageModel(.problem, firm: firm), with: "message")
    }

    /// Which day it is where the firm is.
    package func today(_ now: Instant) -> CalendarDate { zone.local(now).date }

    func words(_ now: Instant) -> DateWords { DateWords(zone: zone, now: now) }

    func render(_ model: some Sendable, with template: String) -> String {
        templates.render(model, with: template)
    }
}
