import SandboxKit

/// A webhook in the list.
struct HookLine: Sendable {
    let event: String
    let state: String
    /// A CSS class.
    let tone: String
    /// Why the webhook is disabled; empty while it is active.
    let reason: String
    let isOff: Bool
    let triggered: String
    let last: String
    let href: String
}

/// The webhooks of one receiver, which usually registers one for each event.
struct HookGroup: Sendable {
    let id: String
    let target: String
    let summary: String
    let tone: String
    let state: String
    let hooks: [HookLine]
}

/// A recent note of a matter.
struct ActivityLine: Sendable {
    let href: String
    let matter: String
    let text: String
    let by: String
    let at: String
}

/// The parts of a page that its script refreshes.
struct LiveUpdatesModel: Sendable {
    /// The URL of the refreshed parts.
    let source: String
    let played: String
    let groups: [HookGroup]
    let hasNoHooks: Bool
    /// Says that the list is truncated; empty otherwise.
    let more: String
    let hasMore: Bool
    let notices: [NoticeLine]
    let hasNoNotices: Bool
    let activity: [ActivityLine]
    let hasActivity: Bool
}

/// A webhook with its last attempts.
struct HookPageModel: Sendable {
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
