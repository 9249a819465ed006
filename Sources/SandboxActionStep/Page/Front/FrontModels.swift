import SandboxKit

struct MatterLine: Sendable {
    let href: String
    let name: String
    /// The reference, where there is one, and the kind.
    let detail: String
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
    let paces: [PaceModel]
    let live: LiveModel
    let done: String
    let hasDone: Bool
    let refusal: String
    let hasRefusal: Bool
}

/// A button that sets how fast the busy day goes.
struct PaceModel: Sendable {
    let value: String
    let title: String
    let detail: String
    /// As the browser is told: `true` or `false`.
    let isPressed: String

    /// Never the loudest of the buttons: it stands for no pace that could be the one in force.
    private static let stop = PaceModel(value: "stop", title: "Stop", detail: "nothing by itself", isPressed: "false")

    static func all(playing pace: PlayPace?) -> [PaceModel] {
        PlayPace.allCases.map {
            PaceModel(value: $0.rawValue, title: $0.title, detail: $0.detail, isPressed: String($0 == pace))
        } + [stop]
    }
}
