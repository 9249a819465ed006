package import Hummingbird
import Templating

/// The stylesheet and the script of all pages.
package enum PageAssets {
    /// In the order of the cascade.
    private static let styles = ["tones.css", "layout.css", "forms.css"]

    package static func addRoutes(to router: RouterGroup<SandboxContext>) {
        let files = PageTemplates.files
        router.get("sandbox.css") { _, _ in
            PageResponses.asset(styles.map { files[$0] }.joined(), "text/css; charset=utf-8")
        }
        router.get("sandbox.js") { _, _ in
            PageResponses.asset(files["sandbox.js"], "text/javascript; charset=utf-8")
        }
    }
}
