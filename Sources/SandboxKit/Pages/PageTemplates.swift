import SandboxKitAssets
import Templating

/// The link to a simulated system at the head of every page.
package struct NavigationEntry: Sendable {
    package let title: String
    package let path: String

    package init(_ title: String, path: String) {
        self.title = title
        self.path = path
    }
}

/// The templates that all simulated systems share, with the navigation between the systems.
package struct PageTemplates: Sendable {
    static let files = EmbeddedFiles(sandbox_kit_assets())

    private let shared: [String: String]

    /// - Throws: when a template is not well formed.
    package init(navigation systems: [NavigationEntry]) throws {
        struct Navigation: Sendable { let systems: [NavigationEntry] }
        let name = "navigation"
        var templates = Self.files.templates
        // The navigation is the same on every page, so no page model carries it.
        templates[name] = try TemplateLibrary([name: Self.files[name + ".mustache"]])
            .render(Navigation(systems: systems), with: name)
        shared = templates
    }

    /// - Parameter own: of one simulated system.
    /// - Throws: when a template is not well formed, or includes one that is missing.
    func library(with own: EmbeddedFiles?) throws -> TemplateLibrary {
        try TemplateLibrary(shared.merging(own?.templates ?? [:]) { _, own in own })
    }
}
