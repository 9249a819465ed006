struct MatterLine: Sendable {
    let href: String
    let reference: String
    let name: String
    let kind: String
    let step: String
    let isClosed: Bool
}

struct FrontModel: Sendable {
    let title: String
    let query: String
    let kinds: [FieldModel.Choice]
    let states: [FieldModel.Choice]
    let matters: [MatterLine]
    let hasNone: Bool
    /// `1–20 of 240 matters`
    let range: String
    let earlier: String
    let hasEarlier: Bool
    let later: String
    let hasLater: Bool
    let opening: FoldModel
    let people: [FieldModel.Choice]
    let live: LiveModel
    let refusal: String
    let hasRefusal: Bool
}

struct ProblemModel: Sendable {
    let title: String
    let detail: String
}
