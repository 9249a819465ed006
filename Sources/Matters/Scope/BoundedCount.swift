/// A count that stops at a bound, so that not every page counts a hundred thousand matters.
package struct BoundedCount: Sendable, Equatable {
    package let count: Int
    /// Whether there are more than `count`.
    package let isMore: Bool

    package init(_ count: Int, isMore: Bool = false) {
        self.count = count
        self.isMore = isMore
    }
}
