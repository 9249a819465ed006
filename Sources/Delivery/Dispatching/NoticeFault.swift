/// What a simulated bad network does to one request. The sender believes that the request was delivered.
package struct NoticeFault: Sendable, Equatable {
    /// 0 when the request is lost.
    package var copies: Int
    package var delay: Duration
    /// Whether the request is sent only after a later one.
    package var isHeldBack: Bool

    package static let none = NoticeFault()

    package init(copies: Int = 1, delay: Duration = .zero, isHeldBack: Bool = false) {
        self.copies = copies
        self.delay = delay
        self.isHeldBack = isHeldBack
    }
}
