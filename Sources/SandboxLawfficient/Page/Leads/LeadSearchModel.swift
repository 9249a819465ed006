import SandboxKit

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
