package import Hummingbird
import SandboxKitAssets
import Templating

/// The templates that all simulated systems share, with the navigation between the systems.
package struct PageTemplates: Sendable {
    static let files = EmbeddedFiles(sandbox_kit_assets())

    private let shared: [String: String]

    /// - Parameter systems: the links at the head of every page.
    /// - Throws: when a template is not well formed.
    package init(navigation systems: [(title: String, path: String)]) throws {
        let name = "navigation"
        var templates = Self.files.templates
        // The navigation is the same on every page, so no page model carries it.
        templates[name] = try TemplateLibrary([name: Self.files[name + ".mustache"]])
            .render(["systems": systems.map { ["title": $0.title, "path": $0.path] }], with: name)
        shared = templates
    }

    /// - Parameter own: of one simulated system.
    /// - Throws: when a template is not well formed, or includes one that is missing.
    func library(with own: EmbeddedFiles?) throws -> TemplateLibrary {
        try TemplateLibrary(shared.merging(own?.templates ?? [:]) { _, own in own })
    }

    /// The stylesheet, in the order of the cascade, and the script of all pages.
    package static func addAssets(to router: RouterGroup<SandboxContext>) {
        router.get("sandbox.css") { _, _ in
            PageResponses.asset(files["layout.css"] + files["forms.css"], "text/css; charset=utf-8")
        }
        router.get("sandbox.js") { _, _ in
            PageResponses.asset(files["sandbox.js"], "text/javascript; charset=utf-8")
        }
    }
}
