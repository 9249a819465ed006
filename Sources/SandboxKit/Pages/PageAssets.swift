package import Hummingbird

/// The stylesheet and the script of all pages.
package enum PageAssets {
    package static func addRoutes(to router: RouterGroup<SandboxContext>) {
        router.get("sandbox.css") { _, _ in PageResponses.asset(Stylesheet.css, "text/css; charset=utf-8") }
        router.get("sandbox.js") { _, _ in PageResponses.asset(Script.javascript, "text/javascript; charset=utf-8") }
    }
}
