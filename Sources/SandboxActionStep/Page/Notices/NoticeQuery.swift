import Matters
import Records
import SandboxKit
import Storage
import Webhooks

/// The parts of a page that its script refreshes.
struct LiveUpdatesModel: Sendable {
    /// The URL of the refreshed parts.
    let source: String
    let played: String
    let groups: [HookGroups.Group]
    /// Says that the list is truncated.
    let more: String?
    let notices: [NoticeLine]
    /// Shown in place of the notices while there are none.
    let hint = "None yet. Notices appear here once somebody has registered a hook and a matter changes."
    let activity: [Note]

    /// A recent note of a matter.
    struct Note: Sendable {
        let href: String
        let matter: String
        let text: String
        let by: String
        let at: String
    }
}

/// Reads the webhooks and the last deliveries.
struct NoticeQuery {
    static let hooksMax = 200
    static let activityRowsMax = 8
    let reading: any Reading
    let play: BusyDayPlayer.Status

    /// For the front page.
    func live() throws -> LiveUpdatesModel { try live(source: "/live", matter: nil, activity: try activity()) }

    func live(ofMatter id: String) throws -> LiveUpdatesModel {
        try live(source: "/live?matter=" + id.percentEncoded, matter: id, activity: [])
    }

    private func live(source: String, matter: String?, activity: [LiveUpdatesModel.Note]) throws -> LiveUpdatesModel {
        let hooks = try Subscriptions.list(
            contract: .actionstep, firmID: SandboxFirm.id, limit: Self.hooksMax + 1, in: reading)
        return LiveUpdatesModel(
            source: source, played: Self.label(play),
            groups: try HookGroups(reading: reading).groups(Array(hooks.prefix(Self.hooksMax))),
            more: hooks.count > Self.hooksMax ? "Only the first \(Self.hooksMax) hooks are shown." : nil,
            notices: try NoticeLines.last(of: .actionstep, about: matter, in: reading) { MatterLabels.clock($0) },
            activity: activity)
    }

    private static func label(_ play: BusyDayPlayer.Status) -> String {
        let count = play.played == 1 ? "1 change" : "\(play.played) changes"
        if let pace = play.pace { return "Playing, \(pace.detail): \(count) played." }
        return play.played == 0 ? "Off. Nothing changes by itself." : "Stopped after \(count)."
    }

    /// The newest notes of the firm, which include one for each step move.
    private func activity() throws -> [LiveUpdatesModel.Note] {
        try ActionStepTables.select(
            Catalogue.fileNotes, where: "entered_timestamp IS NOT NULL",
            tail: "ORDER BY entered_timestamp DESC, id DESC LIMIT \(Self.activityRowsMax)", in: reading
        ).compactMap { note in
            try ActionStepTables.find(Catalogue.actions, note["action_id"], in: reading).map { matter in
                LiveUpdatesModel.Note(
                    href: "/matters/" + matter.idText, matter: matter.text("name") ?? "", text: note.noteText.text,
                    by: note.text("entered_by") ?? "",
                    at: MatterLabels.shortTime(note.integer("entered_timestamp") ?? 0))
            }
        }
    }
}
