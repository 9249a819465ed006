import FoundationEssentials
import Matters
import Records
import Storage

/// Reads what the pages show.
struct PageQuery {
    static let matterRowsMax = 20
    static let hookRowsMax = 12
    static let noteRowsMax = 8
    let reading: any Reading

    func index(_ query: String) throws -> IndexModel {
        let matters = try matters(query)
        let hooks = try hooks()
        let count = try WorldTables.count(Catalogue.actions, in: reading)
        return IndexModel(
            query: query, matters: matters, hasNone: matters.isEmpty, count: String(count), hooks: hooks,
            hasNoHooks: hooks.isEmpty, title: "Sandbox")
    }

    private func matters(_ query: String) throws -> [MatterLine] {
        let pattern =
            "%"
            + query.trimmed.replacing("\\", with: "\\\\").replacing("%", with: "\\%")
            .replacing("_", with: "\\_") + "%"
        let records = try WorldTables.select(
            Catalogue.actions,
            where: """
                (lower(name) LIKE lower($2) ESCAPE '\\' OR lower(reference) LIKE lower($2) ESCAPE '\\' OR id IN (
                    SELECT action_id FROM actionstep_actionparticipants WHERE firm_id = $1 AND participant_id IN (
                        SELECT id FROM actionstep_participants WHERE firm_id = $1
                        AND (lower(display_name) LIKE lower($2) ESCAPE '\\' OR lower(email) LIKE lower($2) ESCAPE '\\'))))
                """, [.text(pattern)], tail: "ORDER BY id LIMIT \(Self.matterRowsMax)", in: reading)
        return try records.map { matter in
            MatterLine(
                href: "/matters/" + matter.idText, reference: matter.text("reference") ?? "",
                name: matter.text("name") ?? "", kind: try kind(of: matter), step: try step(of: matter))
        }
    }

    /// Only the host of the target: the rest of it is the receiver's secret.
    private func hooks() throws -> [FiredHook] {
        try reading.rows(
            """
            SELECT e.type, e.resource_type, e.resource_id, s.target_url, d.state, d.attempts, d.created_at
            FROM deliveries d JOIN events e ON e.event_id = d.event_id
            JOIN subscriptions s ON s.subscription_id = d.subscription_id
            WHERE d.firm_id = $1 ORDER BY d.delivery_id DESC LIMIT \(Self.hookRowsMax)
            """, [WorldTables.firm]
        ).map { row in
            let state = Deliveries.State(rawValue: row.integer(4)) ?? .waiting
            let host = row.text(3).split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
            return FiredHook(
                event: row.text(0), subject: row.text(1) + " " + row.text(2), target: String(host),
                state: word(state, attempts: row.int(5)), tone: tone(state), at: shortTime(row.integer(6)))
        }
    }

    private func word(_ state: Deliveries.State, attempts: Int) -> String {
        switch state {
        case .waiting, .queued: attempts == 0 ? "waiting" : "waiting, tried \(attempts)×"
        case .delivered: "delivered"
        case .missed: "missed"
        case .abandoned: "given up"
        }
    }

    private func tone(_ state: Deliveries.State) -> String {
        switch state {
        case .waiting, .queued: "waiting"
        case .delivered: "good"
        case .missed, .abandoned: "bad"
        }
    }

    func matter(_ id: String, done: String) throws -> MatterModel? {
        guard let key = Catalogue.actions.idValue(id),
            let matter = try WorldTables.find(Catalogue.actions, key, in: reading)
        else { return nil }
        let hooks = try hooks()
        return MatterModel(
            title: matter.text("name") ?? "", path: "/matters/" + matter.idText,
            reference: matter.text("reference") ?? "", kind: try kind(of: matter), currentStep: try step(of: matter),
            steps: try steps(of: matter), settlement: try settlement(of: matter), people: try people(of: matter),
            items: try items(of: matter), notes: try notes(of: matter), hooks: hooks, hasNoHooks: hooks.isEmpty,
            done: done, hasDone: !done.isEmpty)
    }

    private func kind(of matter: Record) throws -> String {
        try WorldTables.find(Catalogue.actionTypes, matter["action_type_id"], in: reading)?.text("name") ?? ""
    }

    private func step(of matter: Record) throws -> String {
        try WorldTables.find(Catalogue.steps, matter["step_id"], in: reading)?.text("step_name") ?? ""
    }

    private func steps(of matter: Record) throws -> [StepChoice] {
        try WorldTables.select(
            Catalogue.steps, where: "action_type_id = $2", [matter["action_type_id"]],
            tail: "ORDER BY CAST(step_number AS BIGINT)", in: reading
        ).map { StepChoice(id: $0.idText, name: $0.text("step_name") ?? "", isCurrent: $0.id == matter["step_id"]) }
    }

    private func values(_ collection: String, of matter: Record) throws -> [(record: String, [String: String])] {
        guard let type = matter.integer("action_type_id") else { return [] }
        let id = FirmSetUp.collectionID(collection, of: type)
        let values = try WorldTables.select(
            Catalogue.collectionValues, where: "action_id = $2 AND data_collection_id = $3", [matter.id, .integer(id)],
            tail: "ORDER BY data_collection_record_id", in: reading)
        let grouped = Dictionary(grouping: values) { $0.integer("data_collection_record_id") ?? 0 }
        return grouped.sorted { $0.key < $1.key }.map { key, values in
            let pairs = values.map { (field($0), $0.text("string_value") ?? "") }
            return (String(key), Dictionary(pairs) { first, _ in first })
        }
    }

    private func field(_ value: Record) -> String {
        value.text("data_collection_field_id")?.components(separatedBy: "--").last ?? ""
    }

    private func settlement(of matter: Record) throws -> String {
        try values("keydates", of: matter).first?.1["smtdateonly"] ?? ""
    }

    private func items(of matter: Record) throws -> [ItemLine] {
        try values("outstanding", of: matter).map { record, values in
            let isDone = values["done"] == "T"
            return ItemLine(
                action: "/matters/\(matter.idText)/items/\(record)", text: values["item"] ?? "",
                detail: [values["whomustact"], values["duedate"].map { "due " + $0 }].compactMap { $0 }
                    .joined(separator: ", "),
                isDone: isDone, nextValue: isDone ? "F" : "T", button: isDone ? "Reopen" : "Tick off")
        }
    }

    private func people(of matter: Record) throws -> [PersonLine] {
        let links = try WorldTables.select(
            Catalogue.actionParticipants, where: "action_id = $2", [matter.id],
            tail: "ORDER BY participant_type_id, id",
            in: reading)
        return try links.map { link in
            let person = try WorldTables.find(Catalogue.participants, link["participant_id"], in: reading)
            let role = try WorldTables.find(Catalogue.participantTypes, link["participant_type_id"], in: reading)
            return PersonLine(
                role: role?.text("display_name") ?? "", name: person?.text("display_name") ?? "",
                email: person?.text("email") ?? "")
        }
    }

    private func notes(of matter: Record) throws -> [NoteLine] {
        try WorldTables.select(
            Catalogue.fileNotes, where: "action_id = $2", [matter.id],
            tail: "ORDER BY id DESC LIMIT \(Self.noteRowsMax)",
            in: reading
        ).map { note in
            let text = note.text("text") ?? ""
            let isVisible = text.hasPrefix("PORTAL: ")
            return NoteLine(
                text: isVisible ? String(text.dropFirst(8)) : text, by: note.text("entered_by") ?? "",
                isVisible: isVisible, at: shortTime(note.integer("entered_timestamp") ?? 0))
        }
    }

    /// `4 May 09:30` would need a calendar of names; `2026-05-04 09:30` is read by everybody.
    private func shortTime(_ milliseconds: Int64) -> String {
        let text = Presentation.timestamp(milliseconds)
        return text.prefix(10) + " " + text.dropFirst(11).prefix(5)
    }
}
