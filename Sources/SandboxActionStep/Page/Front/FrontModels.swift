import SandboxKit

struct MatterLine: Sendable {
    let href: String
    let name: String
    /// The reference, if any, and the matter type.
    let detail: String
    let step: String
    let isClosed: Bool
}

struct FrontPageModel: Sendable {
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
    let paces: [PaceModel]
    let live: LiveUpdatesModel
    let done: String
    let hasDone: Bool
    let refusal: String
    let hasRefusal: Bool
}

/// A button that sets the pace of the busy day.
struct PaceModel: Sendable {
    let value: String
    let title: String
    let detail: String
    /// The value of `aria-pressed`: `true` or `false`.
    let isPressed: String

    /// Never pressed: it is an action and no pace.
    private static let stop = PaceModel(value: "stop", title: "Stop", detail: "nothing by itself", isPressed: "false")

    static func all(playing pace: BusyDayPace?) -> [PaceModel] {
        BusyDayPace.allCases.map {
            PaceModel(value: $0.rawValue, title: $0.title, detail: $0.detail, isPressed: String($0 == pace))
        } + [stop]
    }
}
