/// A count with an upper bound: counting stops at the bound, so that a firm with a hundred thousand matters is not
/// counted for each page.
package struct BoundedCount: Sendable, Equatable {
    package let count: Int
    /// Whether there are more than `count`.
    package let isMore: Bool

    package init(_ count: Int, isMore: Bool = false) {
        self.count = count
        self.isMore = isMore
    }
}
