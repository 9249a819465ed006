import Matters
import Records
import Storage
import Webhooks

/// Reads who listens and what was sent.
struct NoticeQuery {
    static let hooksMax = 200
    static let noticeRowsMax = 10
    /// How far back a matter's notices are looked for, so that a long log slows no page down.
    static let lookBackRowsMax: Int64 = 2_000
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
            contract: .actionstep, firmID: World.firmID, limit: Self.hooksMax + 1, in: reading)
        let groups = try HookGroups(hooks: Array(hooks.prefix(Self.hooksMax)), reading: reading).groups()
        let notices = try notices(ofMatter: matter)
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

    private func notices(ofMatter matter: String?) throws -> [NoticeLine] {
        let values = [WorldTables.firm] + (matter.map { [.text($0)] } ?? [])
        return try reading.rows(
            """
            SELECT e.type, e.resource_type, e.resource_id, s.target_url, d.state, d.attempts, d.failure, d.created_at
            FROM deliveries d JOIN events e ON e.event_id = d.event_id
            JOIN subscriptions s ON s.subscription_id = d.subscription_id
            WHERE d.firm_id = $1
                AND d.delivery_id > (SELECT max(delivery_id) FROM deliveries) - \(Self.lookBackRowsMax)
                \(matter == nil ? "" : "AND d.ordering_key = $2")
            ORDER BY d.delivery_id DESC LIMIT \(Self.noticeRowsMax)
            """, values
        ).map { row in
            let state = Deliveries.State(rawValue: row.integer(4)) ?? .waiting
            return NoticeLine(
                event: row.text(0), subject: row.text(1) + " " + row.text(2), target: HookGroups.host(row.text(3)),
                state: NoticeWords.word(state, attempts: row.int(5), failure: row.optionalText(6)),
                tone: NoticeWords.tone(state), at: MatterWords.clock(row.integer(7)))
        }
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
