import Delivery
import LocalServer
import Matters
import Records
import Storage
import Testing
import Webhooks

@Suite(.timeLimit(.minutes(5))) struct `What an endpoint finds that is on again` {
    /// The matters that it was told of, in order.
    private func receiver(_ received: Received<String>) -> LocalServer.Respond {
        { request in
            let document = try? JSONReader.parse(request.body)
            received.add(document?["data"]?["id"]?.string ?? "?")
            return .answer(200)
        }
    }

    /// Of one matter all that differs is the message, so each event is about a part of it.
    private func event(_ number: Int) -> OutboundEvent {
        var event = Terms.standard.event(number)
        event.orderingKey = "one matter"
        return event
    }

    @Test func `all that was held, in order, and behind it what happens meanwhile`() async throws {
        let (bench, received) = (try await Bench(), Received<String>())
        let endpoint = try await bench.endpoint(.standard, receiver(received))
        try await bench.switchOff(endpoint)
        try await bench.publish((0..<450).map(event))
        try await bench.switchOn(endpoint, catchesUp: true)
        try await bench.publish((450..<460).map(event))
        #expect(try await bench.status(of: endpoint) == .catchingUp)
        #expect(try await bench.count(.held, of: endpoint) == 460)
        try await bench.running { try await bench.settled(endpoint, as: .delivered, count: 460) }
        #expect(received.all == (0..<460).map(String.init))
        #expect(try await bench.status(of: endpoint) == .active)
        #expect(try await bench.found(endpoint).triggeredCount == 10)
        let jobs = try await bench.jobs(of: endpoint)
        #expect(jobs.map(\.done) == [460])
        #expect(jobs.map(\.total) == [460])
        #expect(jobs.first?.finishedAt != nil)
    }

    @Test func `without catching up, what was held stays so until somebody asks for it`() async throws {
        let (bench, received) = (try await Bench(), Received<String>())
        let endpoint = try await bench.endpoint(.standard, receiver(received))
        try await bench.switchOff(endpoint)
        try await bench.publish([event(0), event(1)])
        try await bench.switchOn(endpoint, catchesUp: false)
        try await bench.running {
            try await bench.publish([event(2)])
            try await bench.settled(endpoint, as: .delivered, count: 1)
            #expect(try await bench.count(.held, of: endpoint) == 2)
            try await bench.resend(.held, of: endpoint)
            try await bench.settled(endpoint, as: .delivered, count: 3)
        }
        #expect(received.all == ["2", "0", "1"])
    }

    @Test(arguments: [Terms.actionstep, .lawvu, .lawfficient])
    func `where nothing is kept, what was missed stays missed`(terms: Terms) async throws {
        let (bench, received) = (try await Bench(), Received<Void>())
        let endpoint = try await bench.endpoint(terms) { _ in
            received.add(())
            return .answer(200)
        }
        try await bench.switchOff(endpoint)
        try await bench.publish(terms, [1, 2])
        try await bench.switchOn(endpoint, catchesUp: true)
        try await bench.running {
            try await bench.publish(terms, [3])
            try await bench.settled(endpoint, as: .delivered, count: 1)
        }
        #expect(received.all.count == 1)
        #expect(try await bench.log(of: endpoint).map(\.state) == [.missed, .missed, .delivered])
        #expect(try await bench.status(of: endpoint) == .active)
    }

    @Test func `an endpoint that fails again while it catches up goes off again, and loses nothing`() async throws {
        let (bench, received) = (try await Bench(), Received<Void>())
        let endpoint = try await bench.endpoint(.standard) { _ in
            received.add(())
            return .answer(received.all.count == 3 ? 410 : 200)
        }
        try await bench.switchOff(endpoint)
        try await bench.publish((0..<5).map(event))
        try await bench.switchOn(endpoint, catchesUp: true)
        try await bench.running { try await bench.settled(endpoint, as: .abandoned, count: 1) }
        #expect(try await bench.log(of: endpoint).map(\.state) == [.delivered, .delivered, .abandoned, .held, .held])
        #expect(try await bench.found(endpoint).switchedOff == .gone)
    }
}

@Suite(.timeLimit(.minutes(5))) struct `What is sent again` {
    @Test func `one, under its old id`() async throws {
        let bench = try await Bench()
        let received = Received<String>()
        let endpoint = try await bench.endpoint(.standard) { request in
            received.add(request.headers["webhook-id"] ?? "none")
            return .answer(200)
        }
        try await bench.running {
            try await bench.publish(.standard, [1])
            try await bench.settled(endpoint, as: .delivered, count: 1)
            let sent = try #require(try await bench.log(of: endpoint).first)
            let isSent = try await bench.store.write { [now = bench.now] in
                try Resends.resend(sent.id, of: endpoint.id, firmID: "demo", in: $0, at: now)
            }
            #expect(isSent)
            try await bench.settled(endpoint, as: .delivered, count: 2)
        }
        #expect(Set(received.all).count == 1)
        #expect(received.all.count == 2)
    }

    @Test(
        arguments: [
            (.all, nil, nil, [0, 1, 2, 3, 4, 5]), (.all, 10, 10, [2, 3]), (.all, 20, nil, [4, 5]), (.all, 21, nil, []),
            (.failed, nil, nil, [3]), (.held, nil, nil, []),
        ] as [(Resends.Selection, Int64?, Int64?, [Int])])
    func `a range, all since a moment, or what failed`(
        selection: Resends.Selection, from: Int64?, to: Int64?, again: [Int]
    ) async throws {
        let (bench, received) = (try await Bench(), Received<String>())
        let endpoint = try await bench.endpoint(.lawfficient) { request in
            let document = try? JSONReader.parse(request.body)
            let id = document?["data"]?["id"]?.string ?? "?"
            received.add(id)
            return .answer(id == "3" && received.all.count <= 6 ? 500 : 200)
        }
        try await bench.running {
            for pair in 0..<3 {
                try await bench.publish(.lawfficient, [2 * pair, 2 * pair + 1])
                try await bench.finished(endpoint, count: 2 * pair + 2)
                try await bench.advance(seconds: 10)
            }
            try await bench.resend(
                selection, of: endpoint, from: from.map { bench.start + .seconds($0) } ?? .distantPast,
                to: to.map { bench.start + .seconds($0) })
            try await bench.finished(endpoint, count: 6 + again.count)
            try await bench.until { try await bench.jobs(of: endpoint).allSatisfy { $0.finishedAt != nil } }
        }
        #expect(received.all.dropFirst(6).compactMap { Int($0) }.sorted() == again)
        #expect(try await bench.jobs(of: endpoint).map(\.total) == [again.count])
    }

    @Test func `nothing while the endpoint is off`() async throws {
        let bench = try await Bench()
        let endpoint = try await bench.endpoint(.standard, at: "http://127.0.0.1:1/in")
        try await bench.switchOff(endpoint)
        try await bench.publish(.standard, [1, 2])
        let held = try #require(try await bench.log(of: endpoint).first)
        try await bench.resend(.all, of: endpoint)
        let (isSent, isLeft) = try await bench.store.write { [now = bench.now] transaction in
            (
                try Resends.resend(held.id, of: endpoint.id, firmID: "demo", in: transaction, at: now),
                try Resends.step(limit: 200, firmID: "demo", in: transaction, at: now)
            )
        }
        #expect(!isSent)
        #expect(!isLeft)
        #expect(try await bench.log(of: endpoint).map(\.state) == [.held, .held])
        #expect(try await bench.jobs(of: endpoint).map(\.finishedAt) == [bench.now])
    }

    @Test func `by one job after the other, so that none overtakes what is being caught up`() async throws {
        let bench = try await Bench()
        let endpoint = try await bench.endpoint(.standard, at: "http://127.0.0.1:1/in")
        try await bench.switchOff(endpoint)
        try await bench.publish(.standard, Array(0..<5))
        try await bench.switchOn(endpoint, catchesUp: true)
        try await bench.resend(.failed, of: endpoint)
        let steps = try await bench.store.write { [now = bench.now] transaction in
            try (0..<4).map { _ in
                _ = try Resends.step(limit: 3, firmID: "demo", in: transaction, at: now)
                return try Resends.list(of: endpoint.id, limit: 9, firmID: "demo", in: transaction).map(\.done)
            }
        }
        #expect(steps == [[0, 3], [0, 5], [0, 5], [0, 5]])
    }

    @Test func `never to who is deleted: what was kept has been missed`() async throws {
        let bench = try await Bench()
        let endpoint = try await bench.endpoint(.standard, at: "http://127.0.0.1:1/in")
        try await bench.switchOff(endpoint)
        try await bench.publish(.standard, [1])
        try await bench.store.write { [now = bench.now] in
            try Subscriptions.delete(endpoint.id, firmID: "demo", in: $0, at: now)
        }
        #expect(try await bench.log(of: endpoint).map(\.state) == [.missed])
    }

    @Test func `a second job sends each event once more, and what failed but has arrived since not at all`()
        async throws
    {
        let (bench, received) = (try await Bench(), Received<String>())
        let endpoint = try await bench.endpoint(.lawfficient) { request in
            received.add(request.bodyText)
            return .answer(received.all.count == 1 ? 500 : 200)
        }
        try await bench.running {
            try await bench.publish(.lawfficient, [1, 2])
            try await bench.finished(endpoint, count: 2)
            for (selection, count) in [(Resends.Selection.failed, 3), (.failed, 3), (.all, 5), (.all, 7)] {
                try await bench.resend(selection, of: endpoint)
                try await bench.until {
                    let isOver = try await bench.jobs(of: endpoint).allSatisfy { $0.finishedAt != nil }
                    let log = try await bench.log(of: endpoint)
                    return isOver && log.count == count && log.allSatisfy { $0.state.isFinished }
                }
            }
        }
        #expect(try await bench.jobs(of: endpoint).map(\.total).reversed() == [1, 0, 2, 2])
        #expect(received.all.count == 7)
    }

    @Test func `a job goes on after a crash where it stood, and sends nothing twice`() async throws {
        let (bench, received) = (try await Bench(), Received<String>())
        let endpoint = try await bench.endpoint(.lawfficient) { request in
            received.add(request.bodyText)
            return .answer(200)
        }
        try await bench.running {
            try await bench.publish(.lawfficient, Array(0..<500))
            try await bench.settled(endpoint, as: .delivered, count: 500)
        }
        try await bench.resend(.all, of: endpoint)
        let isLeft = try await bench.store.write { [now = bench.now] in
            try Resends.step(limit: 200, firmID: "demo", in: $0, at: now)
        }
        #expect(isLeft)
        #expect(try await bench.jobs(of: endpoint).map(\.done) == [200])
        try await bench.running { try await bench.settled(endpoint, as: .delivered, count: 1_000) }
        #expect(Dictionary(grouping: received.all) { $0 }.values.allSatisfy { $0.count == 2 })
        #expect(try await bench.jobs(of: endpoint).map(\.done) == [500])
    }
}
