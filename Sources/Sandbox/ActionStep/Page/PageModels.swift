/// What the templates show; every text is finished, so that templates never compute.
struct MatterLine: Sendable {
    let href: String
    let reference: String
    let name: String
    let kind: String
    let step: String
}

struct FiredHook: Sendable {
    let event: String
    let subject: String
    let target: String
    let state: String
    /// A word for the style sheet.
    let tone: String
    let at: String
}

struct IndexModel: Sendable {
    let query: String
    let matters: [MatterLine]
    let hasNone: Bool
    let count: String
    let hooks: [FiredHook]
    let hasNoHooks: Bool
    let title: String
}

struct ProblemModel: Sendable {
    let title: String
    let detail: String
}

struct StepChoice: Sendable {
    let id: String
    let name: String
    let isCurrent: Bool
}

struct ItemLine: Sendable {
    let action: String
    let text: String
    let detail: String
    let isDone: Bool
    let nextValue: String
    let button: String
}

struct PersonLine: Sendable {
    let role: String
    let name: String
    let email: String
}

struct NoteLine: Sendable {
    let text: String
    let by: String
    let isVisible: Bool
    let at: String
}

struct MatterModel: Sendable {
    let title: String
    let path: String
    let reference: String
    let kind: String
    let currentStep: String
    let steps: [StepChoice]
    let settlement: String
    let people: [PersonLine]
    let items: [ItemLine]
    let notes: [NoteLine]
    let hooks: [FiredHook]
    let hasNoHooks: Bool
    let done: String
    let hasDone: Bool
}
