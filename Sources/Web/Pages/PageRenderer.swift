import Matters
import Templating

/// Renders the pages of one firm: from what a viewer may see to HTML.
///
/// Pure and cheap to copy. Each feature adds its pages in an extension. A matter reaches a page only as a
/// `ScopedMatter`, so a page cannot show what the viewer may not see.
struct PageRenderer: Sendable {
    let firm: String
    private let zone: FirmTimeZone
    private let templates: TemplateLibrary

    /// - Throws: `TemplateLibrary.MissingPartial` or a parse error of a template; the server must not start then.
    init(firmName: String, zone: FirmTimeZone) throws {
        firm = firmName
        self.zone = zone
        templates = try TemplateLibrary(AssetTable.files.templates)
    }

    func dates(_ now: Instant) -> PageDateFormatter { PageDateFormatter(zone: zone, now: now) }

    func render(_ page: some Sendable, with template: String) -> String {
        templates.render(page, with: template)
    }
}
