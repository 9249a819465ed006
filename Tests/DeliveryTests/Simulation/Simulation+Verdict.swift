import Delivery
import Matters
import Records
import Storage
import Webhooks

/// What is found when nothing is left to do.
extension Simulation {
    struct Found {
        let id: Int64
        let subscription: Int64
        let type: String
        let resourceID: String
        let state: Deliveries.State?
        let attempts: Int
        let isCopy: Bool
        let body: [UInt8]
        let isUnfinished: Bool
    }

    /// Of who is off nothing waits, but for what is under way.
    private func waitingWhileOff() async throws -> [String] {
        let row = try await store.read {
            try $0.row(
                """
                SELECT count(*) FROM deliveries d JOIN subscriptions s ON s.subscription_id = d.subscription_id
                WHERE d.finished_at IS NULL AND d.lease_token IS NULL AND s.status IN ('disabled', 'deleted')
                """, [])
        }
        return row.map { $0.int(0) == 0 ? [] : ["\($0.int(0)) wait for who is off"] } ?? []
    }

    func compareStatuses() async throws {
        for problem in try await waitingWhileOff() { record.complain(problem) }
        let rows = try await store.read {
            try $0.rows("SELECT subscription_id, status, switched_off, triggered_count FROM subscriptions")
        }
        for row in rows {
            guard let expected = expected[row.integer(0)] else { continue }
            let status = row.text(1) == "catching_up" ? "active" : row.text(1)
            let because = expected.isDeleted ? expected.because?.rawValue : row.optionalText(2)
            if status != expected.status.rawValue || because != expected.because?.rawValue {
                record.complain(
                    "\(expected.id) (\(expected.terms)) is \(status) because \(because ?? "-"), not "
                        + "\(expected.status) because \(expected.because?.rawValue ?? "-")")
            }
            if expected.terms != .lawvu, row.integer(3) != expected.triggered {
                record.complain("\(expected.id) counts \(row.integer(3)), not \(expected.triggered)")
            }
        }
    }

    func verdict() async throws -> [String] {
        try await compareStatuses()
        let found = try await findAll()
        var problems = record.problems + network.changed.map { "\($0) changed its bytes" }
        problems += try await leftovers()
        problems += found.flatMap(problems(of:))
        problems += problemsOfAudience(found)
        for subscription in expected.values.sorted(by: { $0.id < $1.id }) {
            let own = found.filter { $0.subscription == subscription.id && !$0.isCopy }
            problems += problemsOfCounts(subscription, own) + problemsOfWindows(subscription, own)
        }
        return problems
    }

    private func findAll() async throws -> [Found] {
        try await store.read {
            try $0.rows(
                """
                SELECT d.delivery_id, d.subscription_id, e.type, e.resource_id, d.state, d.attempts, d.resend_of, d.body,
                    d.finished_at FROM deliveries d JOIN events e ON e.event_id = d.event_id ORDER BY d.delivery_id
                """)
        }.map { row in
            Found(
                id: row.integer(0), subscription: row.integer(1), type: row.text(2), resourceID: row.text(3),
                state: Deliveries.State(rawValue: row.integer(4)), attempts: row.int(5),
                isCopy: row.optionalInteger(6) != nil, body: row.blob(7), isUnfinished: row.optionalInteger(8) == nil)
        }
    }

    private func leftovers() async throws -> [String] {
        let kinds = [
            ("leased", "SELECT count(*) FROM deliveries WHERE lease_token IS NOT NULL"),
            ("unfinished", "SELECT count(*) FROM deliveries WHERE finished_at IS NULL OR state < 2"),
            ("windows open", "SELECT count(*) FROM gathering_windows"),
            ("jobs unfinished", "SELECT count(*) FROM resends WHERE finished_at IS NULL"),
            ("catching up", "SELECT count(*) FROM subscriptions WHERE status = 'catching_up'"),
            ("due for ever", "SELECT count(*) FROM subscriptions WHERE due_at IS NOT NULL"),
        ]
        return try await store.read { reading in
            try kinds.compactMap { name, sql in
                let count = try reading.row(sql, [])?.int(0) ?? 0
                return count == 0 ? nil : "\(count) \(name)"
            }
        }
    }

    /// Each in one visible state that its attempts, and nothing else, account for.
    private func problems(of found: Found) -> [String] {
        guard let subscription = expected[found.subscription], let state = found.state else { return ["\(found) lost"] }
        var problems: [String] = []
        func complain(_ text: String) {
            problems.append("\(found.id) to \(found.subscription) (\(subscription.terms)), \(state): \(text)")
        }
        let fate = record.fates[found.id] ?? nil
        if found.attempts != record.attempts[found.id] ?? 0 { complain("\(found.attempts) attempts are counted") }
        switch state {
        case .delivered, .abandoned: if fate != state { complain("its last attempt says \(String(describing: fate))") }
        case .missed: if subscription.keeps && !subscription.isDeleted { complain("it should have been kept") }
        case .held: complain("it should not be held")
        case .waiting, .queued: complain("it waits for ever")
        }
        if state.isFinished, ![.delivered, .abandoned].contains(state) {
            if fate == .delivered || fate == .abandoned { complain("it had ended") }
            if subscription.wasOffAt == nil { complain("nobody had switched it off") }
        }
        if state == .delivered, network.taken[found.id] == nil { complain("nobody took it") }
        return problems
    }

    private func problemsOfAudience(_ found: [Found]) -> [String] {
        var missing: [String: Int] = [:]
        for mark in events where !mark.isGathered {
            for subscription in audiences[mark.number] ?? [] {
                missing["\(mark.type) \(mark.resourceID) to \(subscription)", default: 0] += 1
            }
        }
        for one in found where !one.isCopy && !isGathered(one) {
            missing["\(one.type) \(one.resourceID) to \(one.subscription)", default: 0] -= 1
        }
        return missing.filter { $0.value != 0 }.map { "\($0.key) is missing \($0.value) times" }.sorted()
    }

    private func isGathered(_ found: Found) -> Bool {
        expected[found.subscription]?.terms == .lawvu && found.type.hasSuffix(".updated")
    }

    /// What ActionStep's hook was told while it was on is numbered without a gap; what it missed has no number.
    private func problemsOfCounts(_ subscription: ExpectedSubscription, _ found: [Found]) -> [String] {
        guard subscription.terms == .actionstep else { return [] }
        let counts = found.compactMap { one in
            (try? JSONReader.parse(one.body))?["meta"]?["debug"]?["resthook"]?["trigger_count"]?.integer
        }.filter { $0 > 0 }
        let wanted = (0..<subscription.triggered).map { Int64($0 + 1) }
        return counts == wanted ? [] : ["\(subscription.id) was told \(counts.count) of \(wanted.count), with a gap"]
    }

    private func problemsOfWindows(_ subscription: ExpectedSubscription, _ found: [Found]) -> [String] {
        let told = Dictionary(grouping: found.filter(isGathered)) { "\($0.type) \($0.resourceID)" }.mapValues {
            $0.map { (try? LawVuNotice(body: $0.body))?.timestamp ?? "unreadable" }
        }
        return subscription.windows.compactMap { key, windows in
            let wanted = windows.map { $0.lastChangeAt.iso8601(offsetMinutes: 0, fractionDigits: 7) }
            let own = told[key] ?? []
            // Who is deleted is not told of the window that was open.
            if own == wanted || (subscription.isDeleted && own == wanted.dropLast()) { return nil }
            return "\(subscription.id) was told of \(key) at \(own), not at \(wanted)"
        }
    }
}
