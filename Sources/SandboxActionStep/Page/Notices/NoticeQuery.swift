import Matters
import Records
import SandboxKit
import Storage
import Webhooks

/// Reads who listens and what was sent.
struct NoticeQuery {
    static let hooksMax = 200
    static let activityRowsMax = 8
    let reading: any Reading
    let play: BusyDayPlayer.Status

    /// For the front page.
    func live() throws -> LiveModel { try live(source: "/live", matter: nil, activity: try activity()) }

    func live(ofMatter id: String) throws -> LiveModel {
        try live(source: "/live?matter=" + id.percentEncoded, matter: id, activity: [])
    }

    private func live(source: String, matter: String?, activity: [ActivityLine]) throws -> LiveModel {
        let hooks = try Subscriptions.list(
            contract: .actionstep, firmID: SandboxFirm.id, limit: Self.hooksMax + 1, in: reading)
        let groups = try HookGroups(hooks: Array(hooks.prefix(Self.hooksMax)), reading: reading).groups()
        let notices = try NoticeLines.last(of: .actionstep, about: matter, in: reading) { MatterWords.clock($0) }
        let isLong = hooks.count > Self.hooksMax
        return LiveModel(
            source: source, played: Self.words(play), groups: groups, hasNoHooks: groups.isEmpty,
            more: isLong ? "Only the first \(Self.hooksMax) hooks are shown." : "", hasMore: isLong,
            notices: notices, hasNoNotices: notices.isEmpty, activity: activity, hasActivity: !activity.isEmpty)
    }

    private static func words(_ play: BusyDayPlayer.Status) -> String {
        let count = play.played == 1 ? "1 change" : "\(play.played) changes"
        if let pace = play.pace { return "Playing, \(pace.detail): \(count) played." }
        return play.played == 0 ? "Off. Nothing changes by itself." : "Stopped after \(count)."
    }

    /// The newest notes of the firm; the system writes one of each step.
    private func activity() throws -> [ActivityLine] {
        try WorldTables.select(
            Catalogue.fileNotes, where: "entered_timestamp IS NOT NULL", [],
            tail: "ORDER BY entered_timestamp DESC, id DESC LIMIT \(Self.activityRowsMax)", in: reading
        ).compactMap { note in
            guard let matter = try WorldTables.find(Catalogue.actions, note["action_id"], in: reading) else {
                return nil
            }
            let text = note.text("text") ?? ""
            let isVisible = text.hasPrefix(Deed.visibleMark)
            return ActivityLine(
                href: "/matters/" + matter.idText, matter: matter.text("name") ?? "",
                text: isVisible ? String(text.dropFirst(Deed.visibleMark.count)) : text,
                by: note.text("entered_by") ?? "",
                at: MatterWords.shortTime(note.integer("entered_timestamp") ?? 0))
        }
    }
}
