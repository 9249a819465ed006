import SandboxKit

struct MatterModel: Sendable {
    let title: String
    /// The reference, where there is one, and the kind.
    let detail: String
    let step: String
    let status: String
    /// A word for the style sheet.
    let tone: String
    let left: [CardModel]
    let right: [CardModel]
    /// Mail addresses of those who meet in many matters, to choose from.
    let people: [FieldModel.Choice]
    let live: LiveModel
    let done: String
    let hasDone: Bool
    let refusal: String
    let hasRefusal: Bool
}
