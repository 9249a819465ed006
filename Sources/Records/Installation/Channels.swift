package import Storage

extension Channel {
    /// A receipt was stored, a matter marked dirty or a sweep requested: there is work for the processor.
    package static let work = Channel("work")
    /// Some of that work was done: for whoever waits until none is left.
    package static let progress = Channel("progress")
    /// The change log grew.
    package static let changes = Channel("changes")
    /// Firms, sources, domains or tokens changed.
    package static let settings = Channel("settings")
}
