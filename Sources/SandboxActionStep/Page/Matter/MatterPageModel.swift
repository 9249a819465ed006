import SandboxKit

struct MatterPageModel: Sendable {
    let title: String
    /// The reference, if any, and the matter type.
    let detail: String
    let step: String
    let status: String
    /// A CSS class.
    let tone: String
    let left: [CardModel]
    let right: [CardModel]
    /// Suggested mail addresses.
    let people: [FieldModel.Choice]
    let live: LiveUpdatesModel
    let done: String
    let hasDone: Bool
    let refusal: String
    let hasRefusal: Bool
}
