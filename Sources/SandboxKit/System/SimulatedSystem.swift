package import Hummingbird
package import Storage
package import Webhooks

/// A simulated practice system, as the assembly runs it: its tables, its seed, its routes and what the ready file says.
package protocol SimulatedSystem: Sendable {
    /// Its name in the ready file and in the controls is the contract's raw value.
    static var contract: WebhookContract { get }
    /// The link at the head of every page.
    static var navigationEntry: (title: String, path: String) { get }
    static var migrations: [MigrationSet] { get }
    /// In whose name a command makes a webhook: the firm where webhooks are the firm's, else the user whom the ready
    /// file's token belongs to.
    static var hookOwner: String { get }
    static var faultableRoutes: FaultableRoutes { get }

    init(_ environment: SandboxEnvironment)

    /// Fills the migrated store at the first start; a seeding that was cut off is completed at the next.
    /// - Parameter progress: called with the number of matters written so far and the number there will be.
    /// - Throws: `StoreError`.
    func seed(progress: @Sendable (_ made: Int, _ matters: Int) -> Void) async throws
    /// The API.
    func addRoutes(to router: Router<SandboxContext>)
    /// The pages for people.
    /// - Throws: when a template is not well formed.
    func addPages(to pages: RouterGroup<SandboxContext>, templates: PageTemplates) throws
    /// - Parameter url: of the sandbox, without a slash at its end.
    func readyFileEntry(url: String) async throws -> JSONValue
    /// The number of rows of each kind.
    func counts(in reading: any Reading) throws -> JSONValue
}

/// The paths of a simulated system that the injected faults apply to, and how the system words an error.
package struct FaultableRoutes: Sendable {
    /// Path prefixes of the API; pages for people are never faulted.
    let prefixes: [String]
    package let response: @Sendable (RequestFailure, Request) -> Response

    package init(prefixes: [String], response: @escaping @Sendable (RequestFailure, Request) -> Response) {
        self.prefixes = prefixes
        self.response = response
    }

    package func contains(_ path: String) -> Bool { prefixes.contains { path.hasPrefix($0) } }
}
