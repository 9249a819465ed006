/// A page of cards: a title, what was just done, and two columns.
///
/// - Parameter Search: what a list page shows before its cards; `Never` for a page without a search.
package struct CardPageModel<Search: Sendable>: Sendable {
    package let title: String
    package let detail: String
    /// Where the page above this one is; empty on the first.
    package let back: String
    package let backText: String
    package let hasBack: Bool
    package let left: [CardModel]
    package let right: [CardModel]
    package let live: NoticeListModel
    package let done: String
    package let hasDone: Bool
    package let refusal: String
    package let hasRefusal: Bool
    package let search: Search?
    package let secret: SecretModel?

    package init(
        _ title: String, detail: String, back: (href: String, text: String)? = nil, left: [CardModel],
        right: [CardModel], live: NoticeListModel, done: String = "", refusal: FormRefusal? = nil,
        search: Search? = nil, secret: SecretModel? = nil
    ) {
        self.title = title
        self.detail = detail
        self.left = left
        self.right = right
        self.live = live
        self.back = back?.href ?? ""
        backText = back?.text ?? ""
        hasBack = back != nil
        self.done = done
        hasDone = !done.isEmpty
        self.refusal = refusal?.detail ?? ""
        hasRefusal = refusal != nil
        self.search = search
        self.secret = secret
    }
}

/// The notices sent last; the page’s script refreshes the list.
package struct NoticeListModel: Sendable {
    /// The address of the refreshed list.
    package let source: String
    package let hint: String
    package let notices: [NoticeLine]
    package let hasNoNotices: Bool

    package init(source: String, hint: String, notices: [NoticeLine], hasNoNotices: Bool) {
        self.source = source
        self.hint = hint
        self.notices = notices
        self.hasNoNotices = hasNoNotices
    }
}

/// A new secret, shown once.
package struct SecretModel: Sendable {
    package let title: String
    package let text: String
    package let hint: String

    package init(title: String, text: String, hint: String) {
        self.title = title
        self.text = text
        self.hint = hint
    }
}
