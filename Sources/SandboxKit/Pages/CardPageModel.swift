/// A page of cards: a title, what was just done, and two columns.
///
/// - Parameter Search: what a list page shows before its cards; `Never` for a page without a search.
package struct CardPageModel<Search: Sendable>: Sendable {
    let title: String
    let detail: String
    /// The URL of the page above this one; empty on the first.
    let back: String
    let backText: String
    let left: [CardModel]
    let right: [CardModel]
    let live: NoticeListModel
    let done: String
    let refusal: FormRefusal?
    let search: Search?
    /// A new secret, shown once.
    let secret: CardModel.Fact?

    package init(
        _ title: String, detail: String, back: (href: String, text: String) = ("", ""), left: [CardModel] = [],
        right: [CardModel], live: NoticeListModel, done: String = "", refusal: FormRefusal? = nil,
        search: Search? = nil, secret: CardModel.Fact? = nil
    ) {
        self.title = title
        self.detail = detail
        self.back = back.href
        backText = back.text
        self.left = left
        self.right = right
        self.live = live
        self.done = done
        self.refusal = refusal
        self.search = search
        self.secret = secret
    }
}
