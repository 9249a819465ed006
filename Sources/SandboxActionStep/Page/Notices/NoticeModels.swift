import SandboxKit

/// A hook as the list shows it.
struct HookLine: Sendable {
    let event: String
    let state: String
    /// A word for the style sheet.
    let tone: String
    /// Why it is off; empty while it is on.
    let reason: String
    let isOff: Bool
    let triggered: String
    let last: String
    let href: String
}

/// All hooks that lead to one receiver, which usually registers one for each event.
struct HookGroup: Sendable {
    let id: String
    let target: String
    let summary: String
    let tone: String
    let state: String
    let hooks: [HookLine]
}

/// Something that was written about a matter lately.
struct ActivityLine: Sendable {
    let href: String
    let matter: String
    let text: String
    let by: String
    let at: String
}

/// The parts of a page that keep themselves fresh.
struct LiveModel: Sendable {
    /// Where the fresh parts are asked for.
    let source: String
    let played: String
    let groups: [HookGroup]
    let hasNoHooks: Bool
    /// What is left out of a list that is too long to show.
    let more: String
    let hasMore: Bool
    let notices: [NoticeLine]
    let hasNoNotices: Bool
    let activity: [ActivityLine]
    let hasActivity: Bool
}

/// One hook with its last attempts.
struct HookModel: Sendable {
    struct AttemptLine: Sendable {
        let event: String
        let subject: String
        let result: String
        let tone: String
        let duration: String
        let at: String
    }

    let title: String
    let hook: HookLine
    let target: String
    let attempts: [AttemptLine]
    let hasNoAttempts: Bool
}
