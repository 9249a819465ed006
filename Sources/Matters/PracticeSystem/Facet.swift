/// The parts of a matter that are fetched, compared and repaired independently.
///
/// A notice only marks facets dirty; their contents are then fetched from the practice system.
package struct Facets: OptionSet, Sendable, Hashable {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }

    package static let details = Facets(rawValue: 1 << 0)
    package static let parties = Facets(rawValue: 1 << 1)
    package static let documents = Facets(rawValue: 1 << 2)
    package static let notes = Facets(rawValue: 1 << 3)
    package static let values = Facets(rawValue: 1 << 4)
    package static let tasks = Facets(rawValue: 1 << 5)
    /// Time entries and disbursements.
    package static let money = Facets(rawValue: 1 << 6)
    package static let all: Facets = [.details, .parties, .documents, .notes, .values, .tasks, .money]
}
