package import Storage

/// The one firm of a sandbox: every row, webhook and delivery of all simulated systems carries its id.
package enum SandboxFirm {
    package static let id = "sandbox"
    /// The id as a bound value; the first one of each statement.
    package static let idValue = SQLValue.text(id)
}
