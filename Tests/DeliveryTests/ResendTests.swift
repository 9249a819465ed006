import Delivery
import LocalServer
import Matters
import Records
import Storage
import Testing
import Webhooks

@Suite(.timeLimit(.minutes(5))) struct `What an enabled endpoint catches up on` {
    /// The matters of the received messages, in order.
    private func receiver(_ received: Received<String>) -> LocalServer.Respond {
        { request in
            let document = try? JSONReader.parse(request.body)
            received.add(document?["data"]?["id"]?.string ?? "?")
            return .answer(200)
        }
    }

    /// Each event is about another part of the matter, so that the messages differ.
    private func event(_ number: Int) -> OutboundEvent {
        var event = ContractVariant.standard.event(number)
        event.orderingKey = "one matter"
        return event
    }

    @Test func `all held messages, in order, and new ones behind them`() async throws {
        let (harness, received) = (try await DeliveryHarness(), Received<String>())
        let endpoint = try await harness.endpoint(.standard, receiver(received))
        try await harness.disable(endpoint)
        try await harness.publish((0..<450).map(event))
        try await harness.enable(endpoint, catchesUp: true)
        try await harness.publish((450..<460).map(event))
        #expect(try await harness.status(of: endpoint) == .catchingUp)
        #expect(try await harness.count(.held, of: endpoint) == 460)
        try await harness.running { try await harness.settled(endpoint, as: .delivered, count: 460) }
        #expect(received.all == (0..<460).map(String.init))
        #expect(try await harness.status(of: endpoint) == .active)
        #expect(try await harness.found(endpoint).triggeredCount == 10)
        let jobs = try await harness.jobs(of: endpoint)
        #expect(jobs.map(\.done) == [460])
        #expect(jobs.map(\.total) == [460])
        #expect(jobs.first?.finishedAt != nil)
    }

    @Test func `without catching up, held messages stay held until a person resends them`() async throws {
        let (harness, received) = (try await DeliveryHarness(), Received<String>())
        let endpoint = try await harness.endpoint(.standard, receiver(received))
        try await harness.disable(endpoint)
        try await harness.publish([event(0), event(1)])
        try await harness.enable(endpoint, catchesUp: false)
        try await harness.running {
            try await harness.publish([event(2)])
            try await harness.settled(endpoint, as: .delivered, count: 1)
            #expect(try await harness.count(.held, of: endpoint) == 2)
            try await harness.resend(.held, of: endpoint)
            try await harness.settled(endpoint, as: .delivered, count: 3)
        }
        #expect(received.all == ["2", "0", "1"])
    }

    @Test(arguments: [ContractVariant.actionstep, .lawvu, .lawfficient])
    func `missed messages stay missed`(variant: ContractVariant) async throws {
        let (harness, received) = (try await DeliveryHarness(), Received<Void>())
        let endpoint = try await harness.endpoint(variant) { _ in
            received.add(())
            return .answer(200)
        }
        try await harness.disable(endpoint)
        try await harness.publish(variant, [1, 2])
        try await harness.enable(endpoint, catchesUp: true)
        try await harness.running {
            try await harness.publish(variant, [3])
            try await harness.settled(endpoint, as: .delivered, count: 1)
        }
        #expect(received.all.count == 1)
        #expect(try await harness.log(of: endpoint).map(\.state) == [.missed, .missed, .delivered])
        #expect(try await harness.status(of: endpoint) == .active)
    }

    @Test func `an endpoint that fails while it catches up is disabled again, and loses nothing`() async throws {
        let (harness, received) = (try await DeliveryHarness(), Received<Void>())
        let endpoint = try await harness.endpoint(.standard) { _ in
            received.add(())
            return .answer(received.all.count == 3 ? 410 : 200)
        }
        try await harness.disable(endpoint)
        try await harness.publish((0..<5).map(event))
        try await harness.enable(endpoint, catchesUp: true)
        try await harness.running { try await harness.settled(endpoint, as: .abandoned, count: 1) }
        #expect(try await harness.log(of: endpoint).map(\.state) == [.delivered, .delivered, .abandoned, .held, .held])
        #expect(try await harness.found(endpoint).disableReason == .gone)
    }
}

@Suite(.timeLimit(.minutes(5))) struct `What is resent` {
    @Test func `one message, under its old id`() async throws {
        let harness = try await DeliveryHarness()
        let received = Received<String>()
        let endpoint = try await harness.endpoint(.standard) { request in
            received.add(request.headers["webhook-id"] ?? "none")
            return .answer(200)
        }
        try await harness.running {
            try await harness.publish(.standard, [1])
            try await harness.settled(endpoint, as: .delivered, count: 1)
            let sent = try #require(try await harness.log(of: endpoint).first)
            let isSent = try await harness.store.write { [now = harness.now] in
                try ResendJobs.resend(sent.id, of: endpoint.id, firmID: "demo", in: $0, at: now)
            }
            #expect(isSent)
            try await harness.settled(endpoint, as: .delivered, count: 2)
        }
        #expect(Set(received.all).count == 1)
        #expect(received.all.count == 2)
    }

    @Test(
        arguments: [
            (.all, nil, nil, [0, 1, 2, 3, 4, 5]), (.all, 10, 10, [2, 3]), (.all, 20, nil, [4, 5]), (.all, 21, nil, []),
            (.failed, nil, nil, [3]), (.held, nil, nil, []),
        ] as [(ResendSelection, Int64?, Int64?, [Int])])
    func `a range, all since a moment, or the failed ones`(
        selection: ResendSelection, from: Int64?, to: Int64?, again: [Int]
    ) async throws {
        let (harness, received) = (try await DeliveryHarness(), Received<String>())
        let endpoint = try await harness.endpoint(.lawfficient) { request in
            let document = try? JSONReader.parse(request.body)
            let id = document?["data"]?["id"]?.string ?? "?"
            received.add(id)
            return .answer(id == "3" && received.all.count <= 6 ? 500 : 200)
        }
        try await harness.running {
            for pair in 0..<3 {
                try await harness.publish(.lawfficient, [2 * pair, 2 * pair + 1])
                try await harness.finished(endpoint, count: 2 * pair + 2)
                try await harness.advance(seconds: 10)
            }
            try await harness.resend(
                selection, of: endpoint, from: from.map { harness.start + .seconds($0) } ?? .distantPast,
                to: to.map { harness.start + .seconds($0) })
            try await harness.finished(endpoint, count: 6 + again.count)
            try await harness.until { try await harness.jobs(of: endpoint).allSatisfy { $0.finishedAt != nil } }
        }
        #expect(received.all.dropFirst(6).compactMap { Int($0) }.sorted() == again)
        #expect(try await harness.jobs(of: endpoint).map(\.total) == [again.count])
    }

    @Test func `nothing while the endpoint is disabled`() async throws {
        let harness = try await DeliveryHarness()
        let endpoint = try await harness.endpoint(.standard, at: "http://127.0.0.1:1/in")
        try await harness.disable(endpoint)
        try await harness.publish(.standard, [1, 2])
        let held = try #require(try await harness.log(of: endpoint).first)
        try await harness.resend(.all, of: endpoint)
        let (isSent, isLeft) = try await harness.store.write { [now = harness.now] transaction in
            (
                try ResendJobs.resend(held.id, of: endpoint.id, firmID: "demo", in: transaction, at: now),
                try ResendJobs.step(limit: 200, firmID: "demo", in: transaction, at: now)
            )
        }
        #expect(!isSent)
        #expect(!isLeft)
        #expect(try await harness.log(of: endpoint).map(\.state) == [.held, .held])
        #expect(try await harness.jobs(of: endpoint).map(\.finishedAt) == [harness.now])
    }

    @Test func `by one job after another, so that none overtakes the catching up`() async throws {
        let harness = try await DeliveryHarness()
        let endpoint = try await harness.endpoint(.standard, at: "http://127.0.0.1:1/in")
        try await harness.disable(endpoint)
        try await harness.publish(.standard, Array(0..<5))
        try await harness.enable(endpoint, catchesUp: true)
        try await harness.resend(.failed, of: endpoint)
        let steps = try await harness.store.write { [now = harness.now] transaction in
            try (0..<4).map { _ in
                _ = try ResendJobs.step(limit: 3, firmID: "demo", in: transaction, at: now)
                return try Resends.list(of: endpoint.id, limit: 9, firmID: "demo", in: transaction).map(\.done)
            }
        }
        #expect(steps == [[0, 3], [0, 5], [0, 5], [0, 5]])
    }

    @Test func `nothing of a deleted endpoint, whose held messages are missed`() async throws {
        let harness = try await DeliveryHarness()
        let endpoint = try await harness.endpoint(.standard, at: "http://127.0.0.1:1/in")
        try await harness.disable(endpoint)
        try await harness.publish(.standard, [1])
        try await harness.store.write { [now = harness.now] in
            try SubscriptionLifecycle.delete(endpoint.id, firmID: "demo", in: $0, at: now)
        }
        #expect(try await harness.log(of: endpoint).map(\.state) == [.missed])
    }

    @Test func `a second job resends each event once, and no failed one that has arrived since`()
        async throws
    {
        let (harness, received) = (try await DeliveryHarness(), Received<String>())
        let endpoint = try await harness.endpoint(.lawfficient) { request in
            received.add(request.bodyText)
            return .answer(received.all.count == 1 ? 500 : 200)
        }
        try await harness.running {
            try await harness.publish(.lawfficient, [1, 2])
            try await harness.finished(endpoint, count: 2)
            for (selection, count) in [(ResendSelection.failed, 3), (.failed, 3), (.all, 5), (.all, 7)] {
                try await harness.resend(selection, of: endpoint)
                try await harness.until {
                    let isOver = try await harness.jobs(of: endpoint).allSatisfy { $0.finishedAt != nil }
                    let log = try await harness.log(of: endpoint)
                    return isOver && log.count == count && log.allSatisfy { $0.state.isFinished }
                }
            }
        }
        #expect(try await harness.jobs(of: endpoint).map(\.total).reversed() == [1, 0, 2, 2])
        #expect(received.all.count == 7)
    }

    @Test func `after a crash a job continues at its position and sends nothing twice`() async throws {
        let (harness, received) = (try await DeliveryHarness(), Received<String>())
        let endpoint = try await harness.endpoint(.lawfficient) { request in
            received.add(request.bodyText)
            return .answer(200)
        }
        try await harness.running {
            try await harness.publish(.lawfficient, Array(0..<500))
            try await harness.settled(endpoint, as: .delivered, count: 500)
        }
        try await harness.resend(.all, of: endpoint)
        let isLeft = try await harness.store.write { [now = harness.now] in
            try ResendJobs.step(limit: 200, firmID: "demo", in: $0, at: now)
        }
        #expect(isLeft)
        #expect(try await harness.jobs(of: endpoint).map(\.done) == [200])
        try await harness.running { try await harness.settled(endpoint, as: .delivered, count: 1_000) }
        #expect(Dictionary(grouping: received.all) { $0 }.values.allSatisfy { $0.count == 2 })
        #expect(try await harness.jobs(of: endpoint).map(\.done) == [500])
    }
}
