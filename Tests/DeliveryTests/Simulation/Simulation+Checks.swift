import Delivery
import Matters
import Records
import Storage
import Webhooks

/// The checks at the end of a simulation, when nothing is left to do.
extension Simulation {
    struct Found {
        let id: Int64
        let subscription: Int64
        let type: String
        let resourceID: String
        let state: DeliveryState?
        let attempts: Int
        let isCopy: Bool
        let body: [UInt8]
        let isUnfinished: Bool
    }

    /// A subscription that is not enabled has no unfinished delivery, except those under a lease.
    private func waitingWhileDisabled() async throws -> [String] {
        let row = try await store.read {
            try $0.row(
                """
                SELECT count(*) FROM deliveries d JOIN subscriptions s ON s.subscription_id = d.subscription_id
                WHERE d.finished_at IS NULL AND d.lease_token IS NULL AND s.status IN \([SubscriptionStatus.disabled, .deleted].sql)
                """, [])
        }
        return row.map { $0.int(0) == 0 ? [] : ["\($0.int(0)) wait for a subscription that is not enabled"] } ?? []
    }

    func compareStatuses() async throws {
        for problem in try await waitingWhileDisabled() { record.add(problem) }
        let rows = try await store.read {
            try $0.rows("SELECT subscription_id, status, switched_off, triggered_count FROM subscriptions")
        }
        for row in rows {
            guard let expected = expected[row.integer(0)] else { continue }
            let status =
                row.text(1) == SubscriptionStatus.catchingUp.rawValue ? SubscriptionStatus.active.rawValue : row.text(1)
            let because = expected.isDeleted ? expected.because?.rawValue : row.optionalText(2)
            if status != expected.status.rawValue || because != expected.because?.rawValue {
                record.add(
                    "\(expected.id) (\(expected.variant)) is \(status) because \(because ?? "-"), not "
                        + "\(expected.status) because \(expected.because?.rawValue ?? "-")")
            }
            if expected.variant != .lawvu, row.integer(3) != expected.triggered {
                record.add("\(expected.id) counts \(row.integer(3)), not \(expected.triggered)")
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
                state: DeliveryState(rawValue: row.integer(4)), attempts: row.int(5),
                isCopy: row.optionalInteger(6) != nil, body: row.blob(7), isUnfinished: row.optionalInteger(8) == nil)
        }
    }

    private func leftovers() async throws -> [String] {
        let kinds = [
            ("leased", "SELECT count(*) FROM deliveries WHERE lease_token IS NOT NULL"),
            (
                "unfinished",
                "SELECT count(*) FROM deliveries WHERE finished_at IS NULL OR state IN \([DeliveryState.waiting, .queued].sql)"
            ),
            ("windows open", "SELECT count(*) FROM gathering_windows"),
            ("jobs unfinished", "SELECT count(*) FROM resends WHERE finished_at IS NULL"),
            ("catching up", "SELECT count(*) FROM subscriptions WHERE status = \(SubscriptionStatus.catchingUp.sql)"),
            ("subscriptions still due", "SELECT count(*) FROM subscriptions WHERE due_at IS NOT NULL"),
        ]
        return try await store.read { reading in
            try kinds.compactMap { name, sql in
                let count = try reading.row(sql, [])?.int(0) ?? 0
                return count == 0 ? nil : "\(count) \(name)"
            }
        }
    }

    /// Each delivery must be in a visible state that follows from its attempts.
    private func problems(of found: Found) -> [String] {
        guard let subscription = expected[found.subscription], let state = found.state else { return ["\(found) lost"] }
        var problems: [String] = []
        func complain(_ text: String) {
            problems.append("\(found.id) to \(found.subscription) (\(subscription.variant)), \(state): \(text)")
        }
        let expectedState = record.finalStates[found.id] ?? nil
        if found.attempts != record.attempts[found.id] ?? 0 { complain("\(found.attempts) attempts are counted") }
        switch state {
        case .delivered, .abandoned:
            if expectedState != state { complain("expected \(String(describing: expectedState))") }
        case .missed:
            if subscription.keepsWhileDisabled && !subscription.isDeleted { complain("it should have been held") }
        case .held: complain("it should not be held")
        case .waiting, .queued: complain("it is unfinished")
        }
        if state.isFinished, ![.delivered, .abandoned].contains(state) {
            if expectedState == .delivered || expectedState == .abandoned { complain("it was finished before") }
            if subscription.statusChangedAt == nil { complain("its subscription was never disabled") }
        }
        if state == .delivered, network.accepted[found.id] == nil { complain("no receiver accepted it") }
        return problems
    }

    private func problemsOfAudience(_ found: [Found]) -> [String] {
        var missing: [String: Int] = [:]
        for mark in events where !mark.isCoalesced {
            for subscription in audiences[mark.number] ?? [] {
                missing["\(mark.type) \(mark.resourceID) to \(subscription)", default: 0] += 1
            }
        }
        for one in found where !one.isCopy && !isCoalesced(one) {
            missing["\(one.type) \(one.resourceID) to \(one.subscription)", default: 0] -= 1
        }
        return missing.filter { $0.value != 0 }.map { "\($0.key) is missing \($0.value) times" }.sorted()
    }

    private func isCoalesced(_ found: Found) -> Bool {
        expected[found.subscription]?.variant == .lawvu && found.type.hasSuffix(".updated")
    }

    /// The notices of an ActionStep hook are numbered without a gap while it is enabled; missed notices have no number.
    private func problemsOfCounts(_ subscription: ExpectedSubscription, _ found: [Found]) -> [String] {
        guard subscription.variant == .actionstep else { return [] }
        let counts = found.compactMap { one in
            (try? JSONReader.parse(one.body))?["meta"]?["debug"]?["resthook"]?["trigger_count"]?.integer
        }.filter { $0 > 0 }
        let wanted = (0..<subscription.triggered).map { Int64($0 + 1) }
        return counts == wanted ? [] : ["\(subscription.id) was told \(counts.count) of \(wanted.count), with a gap"]
    }

    private func problemsOfWindows(_ subscription: ExpectedSubscription, _ found: [Found]) -> [String] {
        let told = Dictionary(grouping: found.filter(isCoalesced)) { "\($0.type) \($0.resourceID)" }.mapValues {
            $0.map { (try? LawVuNotice(body: $0.body))?.timestamp ?? "unreadable" }
        }
        return subscription.windows.compactMap { key, windows in
            let wanted = windows.map { $0.lastChangeAt.iso8601(offsetMinutes: 0, fractionDigits: 7) }
            let own = told[key] ?? []
            // A deleted subscription gets no notice of the window that was open.
            if own == wanted || (subscription.isDeleted && own == wanted.dropLast()) { return nil }
            return "\(subscription.id) was told of \(key) at \(own), not at \(wanted)"
        }
    }
}
