/// What a spoilt network does to one request. The sender never learns of it: it believes that the request was taken.
package struct NoticeFault: Sendable, Equatable {
    /// None when it is lost.
    package var copies: Int
    package var delay: Duration
    /// Whether it waits until another one has gone.
    package var isKeptBack: Bool

    package static let none = NoticeFault()

    package init(copies: Int = 1, delay: Duration = .zero, isKeptBack: Bool = false) {
        (self.copies, self.delay, self.isKeptBack) = (copies, delay, isKeptBack)
    }
}
