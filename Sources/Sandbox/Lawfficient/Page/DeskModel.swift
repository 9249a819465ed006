/// A page of Lawfficient: a title, what was just done, and cards.
struct DeskModel: Sendable {
    let title: String
    let detail: String
    /// Where the page above this one is; empty on the first.
    let back: String
    let backText: String
    let hasBack: Bool
    let left: [CardModel]
    let right: [CardModel]
    let live: DeskLiveModel
    let done: String
    let hasDone: Bool
    let refusal: String
    let hasRefusal: Bool
    let search: LeadSearchModel?
    let secret: SecretModel?

    init(
        _ title: String, detail: String, back: (href: String, text: String)? = nil, left: [CardModel],
        right: [CardModel], live: DeskLiveModel, done: String = "", refusal: Refusal? = nil,
        search: LeadSearchModel? = nil, secret: SecretModel? = nil
    ) {
        (self.title, self.detail, self.left, self.right, self.live) = (title, detail, left, right, live)
        (self.back, backText, hasBack) = (back?.href ?? "", back?.text ?? "", back != nil)
        (self.done, hasDone) = (done, !done.isEmpty)
        (self.refusal, hasRefusal) = (refusal?.detail ?? "", refusal != nil)
        (self.search, self.secret) = (search, secret)
    }
}

/// What keeps itself fresh: the notices that were sent.
struct DeskLiveModel: Sendable {
    /// Where it is asked for.
    let source: String
    let hint: String
    let notices: [NoticeLine]
    let hasNoNotices: Bool
}

/// What is shown once and never again.
struct SecretModel: Sendable {
    let title: String
    let text: String
    let hint: String
}

struct LeadSearchModel: Sendable {
    let query: String
    let stages: [FieldModel.Choice]
    let leads: [LeadLine]
    let hasNone: Bool
    let range: String
    let earlier: String
    let hasEarlier: Bool
    let later: String
    let hasLater: Bool
    let making: FoldModel
}

struct LeadLine: Sendable {
    let href: String
    let name: String
    let detail: String
    let stage: String
    let isArchived: Bool
}
