/// How many there are, counted no further than is worth telling: a firm with a hundred thousand matters is not counted
/// for each page.
package struct Tally: Sendable, Equatable {
    package let count: Int
    /// Whether there are more than `count`.
    package let isMore: Bool

    package init(_ count: Int, isMore: Bool = false) { (self.count, self.isMore) = (count, isMore) }
}
