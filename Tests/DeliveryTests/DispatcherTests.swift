import Delivery
import Egress
import LocalServer
import Logging
import Matters
import Records
import ServiceLifecycle
import Storage
import Testing
import Webhooks

@Suite(.timeLimit(.minutes(2))) struct `What the dispatcher sends` {
    @Test func `a notice arrives once, and its hook stays active`() async throws {
        let harness = try await DeliveryHarness()
        let received = Received<LocalServer.Request>()
        let hook = try await harness.hook { request in
            received.add(request)
            return .answer(200)
        }
        try await harness.running {
            try await harness.publish("7")
            let request = try #require(await received.first(1).first)
            #expect(request.method == "POST")
            #expect(request.headers["content-type"] == "application/vnd.api+json")
            let document = try JSONReader.parse(request.body)
            #expect(document["data"]?["id"]?.string == "7")
            #expect(document["meta"]?["debug"]?["resthook"]?["trigger_count"]?.integer == 1)
            try await harness.settled(hook, as: .delivered, count: 1)
        }
        #expect(received.all.count == 1)
        #expect(try await harness.status(of: hook) == .active)
    }

    @Test(arguments: [201, 204, 302, 401, 404, 500])
    func `any answer but 200 disables the hook at once`(status: Int) async throws {
        let harness = try await DeliveryHarness()
        let received = Received<LocalServer.Request>()
        let hook = try await harness.hook { request in
            received.add(request)
            return .answer(status, headers: [("location", "http://127.0.0.1:1/elsewhere")])
        }
        try await harness.running {
            try await harness.publish("7")
            try await harness.settled(hook, as: .abandoned, count: 1)
        }
        #expect(received.all.count == 1)
        #expect(try await harness.status(of: hook) == .disabled)
        try await harness.publish("8")
        #expect(try await harness.count(.missed, of: hook) == 1)
    }

    @Test func `the waiting notices of a disabled hook are missed`() async throws {
        let harness = try await DeliveryHarness()
        let hook = try await harness.hook { _ in .answer(500) }
        for _ in 0..<5 { try await harness.publish("7") }
        try await harness.running { try await harness.settled(hook, as: .missed, count: 4) }
        #expect(try await harness.count(.abandoned, of: hook) == 1)
    }

    @Test func `a refused connection is retried after 10 s, 1 min and 5 min, and then the hook is disabled`()
        async throws
    {
        let harness = try await DeliveryHarness()
        let hook = try await harness.hook(at: "http://127.0.0.1:\(try await LocalServer.closedPort())/in")
        try await harness.running {
            try await harness.publish("7")
            for (attempt, wait) in [(1, 10), (2, 60), (3, 300)] {
                try await harness.attempted(hook, times: attempt)
                #expect(try await harness.status(of: hook) == .active)
                try await harness.advance(seconds: wait)
            }
            try await harness.settled(hook, as: .abandoned, count: 1)
        }
        let attempts = try await harness.attempts(of: hook)
        #expect(attempts.map(\.failure) == Array(repeating: "refused", count: 4))
        #expect(attempts.map { ($0.startedAt - harness.start).wholeMilliseconds / 1_000 } == [0, 10, 70, 370])
        #expect(try await harness.status(of: hook) == .disabled)
    }

    @Test func `a retry goes to the current URL of the hook`() async throws {
        let harness = try await DeliveryHarness()
        let hook = try await harness.hook(at: "http://127.0.0.1:\(try await LocalServer.closedPort())/in")
        let received = Received<String>()
        let server = try await LocalServer.start { request in
            received.add(request.uri)
            return .answer(200)
        }
        try await harness.running {
            try await harness.publish("7")
            try await harness.attempted(hook, times: 1)
            try await harness.store.write { transaction in
                try Subscriptions.update(hook, targetURL: server.url + "/moved", in: transaction)
            }
            try await harness.advance(seconds: 10)
            #expect(await received.first(1) == ["/moved"])
            try await harness.settled(hook, as: .delivered, count: 1)
        }
    }

    @Test func `a retry falls due without a notification`() async throws {
        let harness = try await DeliveryHarness()
        let received = Received<Void>()
        let hook = try await harness.hook { _ in
            received.add(())
            return received.all.count < 3 ? .hangUp : .answer(200)
        }
        try await harness.running {
            try await harness.publish("7")
            try await harness.attempted(hook, times: 1)
            try await harness.advanceSleepers(seconds: 10)
            try await harness.attempted(hook, times: 2)
            try await harness.advanceSleepers(seconds: 60)
            try await harness.settled(hook, as: .delivered, count: 1)
        }
    }

    @Test func `every attempt sends the same bytes`() async throws {
        let harness = try await DeliveryHarness()
        let received = Received<[UInt8]>()
        let hook = try await harness.hook { request in
            received.add(request.body)
            return received.all.count == 1 ? .hangUp : .answer(200)
        }
        try await harness.running {
            try await harness.publish("7")
            try await harness.attempted(hook, times: 1)
            try await harness.advance(seconds: 10)
            try await harness.settled(hook, as: .delivered, count: 1)
        }
        #expect(received.all.count == 2)
        #expect(received.all.first == received.all.last)
    }

    @Test func `notices of one matter arrive in order, many matters at once`() async throws {
        let harness = try await DeliveryHarness()
        let received = Received<(matter: String, count: Int64)>()
        let hook = try await harness.hook { request in
            if let notice = try? Self.notice(request.body) { received.add(notice) }
            return .answer(200)
        }
        try await harness.running {
            for round in 0..<40 { try await harness.publish((0..<5).map { "\(($0 + round) % 5)" }) }
            try await harness.settled(hook, as: .delivered, count: 200)
        }
        for matter in 0..<5 {
            let counts = received.all.filter { $0.matter == "\(matter)" }.map(\.count)
            #expect(counts.count == 40)
            #expect(counts == counts.sorted())
        }
    }

    @Test func `a failing notice delays its own matter and no other`() async throws {
        let harness = try await DeliveryHarness()
        let received = Received<(matter: String, count: Int64)>()
        let hook = try await harness.hook { request in
            guard let notice = try? Self.notice(request.body) else { return .answer(500) }
            received.add(notice)
            return notice.matter == "bad" && received.all.filter { $0.matter == "bad" }.count == 1
                ? .hangUp : .answer(200)
        }
        try await harness.running {
            try await harness.publish(["bad", "bad", "good", "good"])
            try await harness.settled(hook, as: .delivered, count: 2)
            try await harness.attempted(hook, times: 3)
            #expect(received.all.filter { $0.matter == "bad" }.map(\.count) == [1])
            try await harness.advance(seconds: 10)
            try await harness.settled(hook, as: .delivered, count: 4)
        }
        #expect(received.all.filter { $0.matter == "bad" }.map(\.count) == [1, 1, 2])
    }

    @Test func `an endpoint that does not answer delays no other`() async throws {
        let harness = try await DeliveryHarness()
        let stuck = try await harness.hook { _ in .silence }
        let quick = try await harness.hook { _ in .answer(200) }
        try await harness.running {
            try await harness.publish((0..<100).map(String.init))
            try await harness.settled(quick, as: .delivered, count: 100)
            // On a slow machine some of its attempts may have timed out by now; a hundred one after another cannot have.
            let attempts = try await harness.attempts(of: stuck)
            #expect(attempts.count < 100 && attempts.allSatisfy { $0.status == nil })
        }
    }

    @Test func `what was sent but not recorded before a crash is sent again, and nothing is lost`() async throws {
        let harness = try await DeliveryHarness()
        let received = Received<Int64>()
        let hook = try await harness.hook { request in
            if let notice = try? Self.notice(request.body) { received.add(notice.count) }
            return .answer(200)
        }
        try await harness.publish(["7", "7", "8"])
        // A process that claimed everything due, sent it, and died before it recorded the attempts.
        try await harness.store.write { transaction in
            let destinations = try Deliveries.dueDestinations(
                areFailing: false, limit: 9, firmID: "demo", in: transaction, at: harness.start)
            for destination in destinations {
                let lease = Lease(token: "dead", until: harness.start + .seconds(60))
                let claims = try Deliveries.claim(
                    10, for: destination, lease: lease, firmID: "demo", in: transaction, at: harness.start)
                #expect(claims.count == 2)
            }
            try DeliveryLeases.releaseAll(in: transaction, at: harness.start)
        }
        try await harness.running { try await harness.settled(hook, as: .delivered, count: 3) }
        #expect(received.all.sorted() == [1, 2, 3])
    }

    @Test func `an attempt that a shutdown aborts is not counted`() async throws {
        let harness = try await DeliveryHarness()
        let received = Received<Void>()
        let hook = try await harness.hook { _ in
            received.add(())
            return .silence
        }
        try await harness.running {
            try await harness.publish("7")
            _ = await received.first(1)
        }
        #expect(try await harness.attempts(of: hook).isEmpty)
        let (attempts, lease) = try await harness.store.read { reading in
            let row = try reading.row("SELECT attempts, lease_token FROM deliveries", [])
            return (row?.int(0), row?.optionalText(1))
        }
        #expect(attempts == 0)
        #expect(lease == nil)
    }

    @Test func `a shutdown lets an attempt under way end`() async throws {
        let harness = try await DeliveryHarness()
        let (received, go) = (Received<Void>(), ManualClock())
        let hook = try await harness.hook { _ in
            received.add(())
            try? await go.sleep(for: .seconds(1))
            return .answer(200)
        }
        try await harness.publish(["7", "7"])
        let group = try harness.serviceGroup(machine: ManualClock())
        async let run: Void = group.run()
        _ = await received.first(1)
        await group.triggerGracefulShutdown()
        go.advance(by: .seconds(1))
        try await run
        #expect(try await harness.count(.delivered, of: hook) == 1)
        #expect(try await harness.count(.waiting, of: hook) == 1)
    }

    @Test func `a shutdown aborts an attempt that does not end, and releases its lease`() async throws {
        let harness = try await DeliveryHarness()
        let received = Received<Void>()
        let hook = try await harness.hook { _ in
            received.add(())
            return .silence
        }
        try await harness.publish("7")
        let machine = ManualClock()
        let group = try harness.serviceGroup(machine: machine)
        async let run: Void = group.run()
        _ = await received.first(1)
        await group.triggerGracefulShutdown()
        let time = Task {
            while !Task.isCancelled {
                machine.advance(by: .seconds(1))
                await Task.yield()
            }
        }
        try await run
        time.cancel()
        #expect(try await harness.attempts(of: hook).isEmpty)
        #expect(
            try await harness.store.read { try $0.row("SELECT lease_token FROM deliveries", [])?.optionalText(0) }
                == nil)
    }

    @Test func `deliveries that finished long ago are deleted, and unfinished ones are not`() async throws {
        let harness = try await DeliveryHarness()
        let hook = try await harness.hook { _ in .answer(200) }
        try await harness.running {
            try await harness.publish(["7", "8"])
            try await harness.settled(hook, as: .delivered, count: 2)
        }
        try await harness.publish("9")
        let later = harness.start + .seconds(1)
        let deleted = try await harness.store.write { transaction in
            [
                try Deliveries.purge(finishedBefore: harness.start, limit: 9, firmID: "demo", in: transaction),
                try Deliveries.purge(finishedBefore: later, limit: 1, firmID: "demo", in: transaction),
                try Deliveries.purge(finishedBefore: later, limit: 9, firmID: "demo", in: transaction),
            ]
        }
        #expect(deleted == [0, 1, 1])
        let (log, events) = try await harness.store.read { reading in
            (
                try Deliveries.log(of: hook.id, firmID: "demo", limit: 9, in: reading),
                try reading.rows("SELECT 1 FROM events").count
            )
        }
        #expect(log.map(\.resourceID) == ["9"])
        #expect(events == 1)
    }

    @Test func `the log shows every attempt with the first bytes of its answer`() async throws {
        let harness = try await DeliveryHarness()
        let hook = try await harness.hook { _ in .answer(500, body: String(repeating: "x", count: 5_000)) }
        try await harness.running {
            try await harness.publish("7")
            try await harness.settled(hook, as: .abandoned, count: 1)
        }
        let (entry, attempts) = try await harness.store.read { reading in
            let entry = try Deliveries.log(of: hook.id, firmID: "demo", limit: 1, in: reading).first
            return (entry, try Deliveries.attempts(of: entry?.id ?? 0, firmID: "demo", in: reading))
        }
        #expect(entry?.failure == "status 500")
        #expect(attempts.map(\.result) == [.answered(status: 500)])
        #expect(attempts.first?.answer.count == 1_024)
    }

    private static func notice(_ body: [UInt8]) throws -> (matter: String, count: Int64) {
        let document = try JSONReader.parse(body)
        return (
            document["data"]?["id"]?.string ?? "",
            document["meta"]?["debug"]?["resthook"]?["trigger_count"]?.integer ?? 0
        )
    }
}
