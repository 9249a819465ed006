import Delivery
import LocalServer
import Matters
import Records
import Storage
import Webhooks

/// What publishers and people do during a simulation.
extension Simulation {
    /// Publishes a few events in one transaction, and sometimes lets a person act.
    func simulateActivity() async throws {
        if isChance(1, in: 4) { try await actOnEndpoint() }
        let marks = (0..<chance.number(below: 9) + 1).map { newEvent(events.count + $0) }
        events += marks
        expectNotices(of: marks)
        try await store.write { [outbox, now] transaction in
            for mark in marks {
                try outbox.publish(mark.event, in: transaction, at: now) {
                    $0.owner == mark.hiddenFrom ? .hidden : .full
                }
            }
        }
        wakeUp()
        let pause: Duration =
            switch chance.number(below: 10) {
            case 0..<5: .milliseconds(chance.number(below: 5_000))
            case 5..<8: .milliseconds(chance.number(below: 150_000))
            default: .seconds(chance.number(below: 7_200))
            }
        if events.count < eventsMax { queue.add(.activity, at: now + pause) }
    }

    private func newEvent(_ number: Int) -> OutboundEventMark {
        let contract = chance.pick(WebhookContract.allCases)
        return OutboundEventMark(
            number: number, contract: contract, type: chance.pick(Self.types(contract)),
            matter: chance.number(below: 20), hiddenFrom: isChance(1, in: 5) ? "user 1" : nil, at: now)
    }

    private static func types(_ contract: WebhookContract) -> [String] {
        switch contract {
        case .actionstep: ["StepChanged", "FileNoteCreated", "TaskUpdated"]
        case .lawvu: ["matter.created", "matter.updated", "matter.updated", "contract.updated", "matter.tag.created"]
        case .lawfficient: ["lead.created", "lead.updated", "consultation.booked"]
        case .standard: ["matter.updated", "note.published", "document.added"]
        }
    }

    private func expectNotices(of marks: [OutboundEventMark]) {
        for mark in marks {
            for id in expected.keys where expected[id]?.asks(for: mark) == true {
                audiences[mark.number, default: []].append(id)
                if mark.isCoalesced {
                    expected[id]?.change(mark.type, mark.resourceID, at: now)
                } else {
                    expected[id]?.trigger()
                }
            }
        }
    }

    func addEndpoint() async throws {
        let variant = chance.pick(ContractVariant.allCases + [.standard])
        let types = Self.types(variant.contract)
        let events = isChance(1, in: 3) ? ["*"] : [chance.pick(types)]
        let owner = "user \(chance.number(below: 3))"
        var options = variant.options
        if variant == .standard, isChance(1, in: 3) { options.messagesPerSecondMax = 1 + chance.number(below: 3) }
        let made = try await store.write { [now, options] transaction in
            try Subscriptions.create(
                contract: variant.contract, events: events, targetURL: "https://somewhere.example/in", owner: owner,
                options: options, firmID: "demo", in: transaction, at: now)
        }
        expected[made.id] = ExpectedSubscription(
            id: made.id, variant: variant, events: events, owner: owner,
            messagesPerSecondMax: options.messagesPerSecondMax)
    }

    private func actOnEndpoint() async throws {
        let alive = expected.values.filter { !$0.isDeleted }.map(\.id).sorted()
        let id = chance.pick(alive)
        switch chance.number(below: 40) {
        case 0: try await delete(id)
        case 1..<4: try await disable(id)
        case 4..<16: for id in alive where isChance(1, in: 3) { try await enable(id, catchesUp: isChance(2, in: 3)) }
        case 16..<20: try await resend(id)
        case 20..<22: try await resendOne(of: id)
        case 22..<30: network.setBehaviour(.healthy, of: id)
        default: network.setBehaviour(chance.pick(SimulatedNetwork.Behaviour.allCases), of: id)
        }
        wakeUp()
    }

    private func delete(_ id: Int64) async throws {
        expected[id]?.delete(at: now)
        try await store.write { [now] in try SubscriptionLifecycle.delete(id, firmID: "demo", in: $0, at: now) }
        try await addEndpoint()
    }

    private func disable(_ id: Int64) async throws {
        expected[id]?.disable(.byHand, at: now)
        try await store.write { [now] in
            try SubscriptionLifecycle.disable(id, because: .byHand, firmID: "demo", in: $0, at: now)
        }
    }

    func enable(_ id: Int64, catchesUp: Bool) async throws {
        guard expected[id]?.isEnabled == false else { return }
        expected[id]?.enable(at: now)
        if !catchesUp { record.unordered.formUnion(try await heldDeliveries(of: id)) }
        try await store.write { [now] in
            try SubscriptionLifecycle.enable(id, catchesUp: catchesUp, firmID: "demo", in: $0, at: now)
        }
    }

    private func heldDeliveries(of id: Int64) async throws -> [Int64] {
        try await store.read {
            try $0.rows(
                "SELECT delivery_id FROM deliveries WHERE subscription_id = $1 AND state = \(DeliveryState.held.sql)",
                [.integer(id)])
        }.map { $0.integer(0) }
    }

    private func resend(_ id: Int64) async throws {
        guard expected[id]?.variant.contract.policy.allowsResending == true else { return }
        let (selection, from) = (chance.pick(ResendSelection.allCases), now - .seconds(chance.number(below: 9_000)))
        _ = try await store.write { [now] in
            try ResendJobs.begin(selection, of: id, from: from, firmID: "demo", in: $0, at: now)
        }
    }

    private func resendOne(of id: Int64) async throws {
        guard expected[id]?.variant.contract.policy.allowsResending == true else { return }
        let log = try await store.read { try Deliveries.log(of: id, firmID: "demo", limit: 20, in: $0) }
        guard !log.isEmpty else { return }
        let delivery = chance.pick(log)
        if delivery.state == .held { record.unordered.insert(delivery.id) }
        _ = try await store.write { [now] in
            try ResendJobs.resend(delivery.id, of: id, firmID: "demo", in: $0, at: now)
        }
    }

    /// From now on nothing fails; everything that was held is sent.
    func calmDown() async throws {
        isCalm = true
        network.heal()
        for id in expected.keys.sorted() { try await enable(id, catchesUp: true) }
        for id in expected.keys.sorted()
        where expected[id]?.isEnabled == true && expected[id]?.keepsWhileDisabled == true {
            record.unordered.formUnion(try await heldDeliveries(of: id))
            _ = try await store.write { [now] in try ResendJobs.begin(.held, of: id, firmID: "demo", in: $0, at: now) }
        }
        memory.isUp ? wakeUp() : ()
    }
}

extension OutboundEventMark {
    var event: OutboundEvent {
        let id = resourceID
        return OutboundEvent(
            contract: contract, type: type, resourceType: "thing", resourceID: id,
            resource: contract == .lawvu ? .null : ["type": "thing", "id": .string(id)],
            orderingKey: String(matter))
    }
}
