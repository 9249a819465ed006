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
    @Test func `a notice arrives once, and its hook is still on`() async throws {
        let bench = try await Bench()
        let received = Received<LocalServer.Request>()
        let hook = try await bench.hook { request in
            received.add(request)
            return .answer(200)
        }
        try await bench.running {
            try await bench.publish("7")
            let request = try #require(await received.first(1).first)
            #expect(request.method == "POST")
            #expect(request.headers["content-type"] == "application/vnd.api+json")
            let document = try JSONReader.parse(request.body)
            #expect(document["data"]?["id"]?.string == "7")
            #expect(document["meta"]?["debug"]?["resthook"]?["trigger_count"]?.integer == 1)
            try await bench.settled(hook, as: .delivered, count: 1)
        }
        #expect(received.all.count == 1)
        #expect(try await bench.status(of: hook) == .active)
    }

    @Test(arguments: [201, 204, 302, 401, 404, 500])
    func `any answer but 200 switches the hook off at once`(status: Int) async throws {
        let bench = try await Bench()
        let received = Received<LocalServer.Request>()
        let hook = try await bench.hook { request in
            received.add(request)
            return .answer(status, headers: [("location", "http://127.0.0.1:1/elsewhere")])
        }
        try await bench.running {
            try await bench.publish("7")
            try await bench.settled(hook, as: .abandoned, count: 1)
        }
        #expect(received.all.count == 1)
        #expect(try await bench.status(of: hook) == .disabled)
        try await bench.publish("8")
        #expect(try await bench.count(.missed, of: hook) == 1)
    }

    @Test func `a hook that is switched off misses what still waited for it`() async throws {
        let bench = try await Bench()
        let hook = try await bench.hook { _ in .answer(500) }
        for _ in 0..<5 { try await bench.publish("7") }
        try await bench.running { try await bench.settled(hook, as: .missed, count: 4) }
        #expect(try await bench.count(.abandoned, of: hook) == 1)
    }

    @Test func `a refused connection is tried again after 10 s, 1 min and 5 min, and then the hook is off`()
        async throws
    {
        let bench = try await Bench()
        let hook = try await bench.hook(at: "http://127.0.0.1:\(try await LocalServer.closedPort())/in")
        try await bench.running {
            try await bench.publish("7")
            for (attempt, wait) in [(1, 10), (2, 60), (3, 300)] {
                try await bench.attempted(hook, times: attempt)
                #expect(try await bench.status(of: hook) == .active)
                try await bench.advance(seconds: wait)
            }
            try await bench.settled(hook, as: .abandoned, count: 1)
        }
        let attempts = try await bench.attempts(of: hook)
        #expect(attempts.map(\.failure) == Array(repeating: "refused", count: 4))
        #expect(attempts.map { ($0.startedAt - bench.start).wholeMilliseconds / 1_000 } == [0, 10, 70, 370])
        #expect(try await bench.status(of: hook) == .disabled)
    }

    @Test func `a notice that could not be sent goes to the address that the hook has by then`() async throws {
        let bench = try await Bench()
        let hook = try await bench.hook(at: "http://127.0.0.1:\(try await LocalServer.closedPort())/in")
        let received = Received<String>()
        let server = try await LocalServer.start { request in
            received.add(request.uri)
            return .answer(200)
        }
        try await bench.running {
            try await bench.publish("7")
            try await bench.attempted(hook, times: 1)
            try await bench.store.write { transaction in
                try Subscriptions.update(hook, targetURL: server.url + "/moved", in: transaction)
            }
            try await bench.advance(seconds: 10)
            #expect(await received.first(1) == ["/moved"])
            try await bench.settled(hook, as: .delivered, count: 1)
        }
    }

    @Test func `a retry falls due by itself, without any bell`() async throws {
        let bench = try await Bench()
        let received = Received<Void>()
        let hook = try await bench.hook { _ in
            received.add(())
            return received.all.count < 3 ? .hangUp : .answer(200)
        }
        try await bench.running {
            try await bench.publish("7")
            try await bench.attempted(hook, times: 1)
            try await bench.advanceSleepers(seconds: 10)
            try await bench.attempted(hook, times: 2)
            try await bench.advanceSleepers(seconds: 60)
            try await bench.settled(hook, as: .delivered, count: 1)
        }
    }

    @Test func `the same bytes go out on every try`() async throws {
        let bench = try await Bench()
        let received = Received<[UInt8]>()
        let hook = try await bench.hook { request in
            received.add(request.body)
            return received.all.count == 1 ? .hangUp : .answer(200)
        }
        try await bench.running {
            try await bench.publish("7")
            try await bench.attempted(hook, times: 1)
            try await bench.advance(seconds: 10)
            try await bench.settled(hook, as: .delivered, count: 1)
        }
        #expect(received.all.count == 2)
        #expect(received.all.first == received.all.last)
    }

    @Test func `notices of one matter arrive in order, many matters at once`() async throws {
        let bench = try await Bench()
        let received = Received<(matter: String, count: Int64)>()
        let hook = try await bench.hook { request in
            if let notice = try? Self.notice(request.body) { received.add(notice) }
            return .answer(200)
        }
        try await bench.running {
            for round in 0..<40 { try await bench.publish((0..<5).map { "\(($0 + round) % 5)" }) }
            try await bench.settled(hook, as: .delivered, count: 200)
        }
        for matter in 0..<5 {
            let counts = received.all.filter { $0.matter == "\(matter)" }.map(\.count)
            #expect(counts.count == 40)
            #expect(counts == counts.sorted())
        }
    }

    @Test func `a notice that fails holds back its own matter and no other`() async throws {
        let bench = try await Bench()
        let received = Received<(matter: String, count: Int64)>()
        let hook = try await bench.hook { request in
            guard let notice = try? Self.notice(request.body) else { return .answer(500) }
            received.add(notice)
            return notice.matter == "bad" && received.all.filter { $0.matter == "bad" }.count == 1
                ? .hangUp : .answer(200)
        }
        try await bench.running {
            try await bench.publish(["bad", "bad", "good", "good"])
            try await bench.settled(hook, as: .delivered, count: 2)
            try await bench.attempted(hook, times: 3)
            #expect(received.all.filter { $0.matter == "bad" }.map(\.count) == [1])
            try await bench.advance(seconds: 10)
            try await bench.settled(hook, as: .delivered, count: 4)
        }
        #expect(received.all.filter { $0.matter == "bad" }.map(\.count) == [1, 1, 2])
    }

    @Test func `an endpoint that does not answer delays no other`() async throws {
        let bench = try await Bench()
        let stuck = try await bench.hook { _ in .silence }
        let quick = try await bench.hook { _ in .answer(200) }
        try await bench.running {
            try await bench.publish((0..<100).map(String.init))
            try await bench.settled(quick, as: .delivered, count: 100)
            // On a slow machine some of its attempts may have timed out by now; a hundred one after another cannot have.
            let attempts = try await bench.attempts(of: stuck)
            #expect(attempts.count < 100 && attempts.allSatisfy { $0.status == nil })
        }
    }

    @Test func `what was sent but not written down before a crash is sent again, and nothing is lost`() async throws {
        let bench = try await Bench()
        let received = Received<Int64>()
        let hook = try await bench.hook { request in
            if let notice = try? Self.notice(request.body) { received.add(notice.count) }
            return .answer(200)
        }
        try await bench.publish(["7", "7", "8"])
        // A process that claimed all that is due, sent it, and died before it could write that down.
        try await bench.store.write { transaction in
            let lanes = try Deliveries.lanes(
                areFailing: false, limit: 9, firmID: "demo", in: transaction, at: bench.start)
            for lane in lanes {
                let lease = Lease(token: "dead", until: bench.start + .seconds(60))
                let claims = try Deliveries.claim(
                    10, from: lane, lease: lease, firmID: "demo", in: transaction, at: bench.start)
                #expect(claims.count == 2)
            }
            try Deliveries.freeAllLeases(in: transaction, at: bench.start)
        }
        try await bench.running { try await bench.settled(hook, as: .delivered, count: 3) }
        #expect(received.all.sorted() == [1, 2, 3])
    }

    @Test func `an attempt that a shutdown breaks off is not counted`() async throws {
        let bench = try await Bench()
        let received = Received<Void>()
        let hook = try await bench.hook { _ in
            received.add(())
            return .silence
        }
        try await bench.running {
            try await bench.publish("7")
            _ = await received.first(1)
        }
        #expect(try await bench.attempts(of: hook).isEmpty)
        let (attempts, lease) = try await bench.store.read { reading in
            let row = try reading.row("SELECT attempts, lease_token FROM deliveries", [])
            return (row?.int(0), row?.optionalText(1))
        }
        #expect(attempts == 0)
        #expect(lease == nil)
    }

    @Test func `a shutdown lets an attempt under way end`() async throws {
        let bench = try await Bench()
        let (received, go) = (Received<Void>(), ManualClock())
        let hook = try await bench.hook { _ in
            received.add(())
            try? await go.sleep(for: .seconds(1))
            return .answer(200)
        }
        try await bench.publish(["7", "7"])
        let group = try bench.serviceGroup(machine: ManualClock())
        async let run: Void = group.run()
        _ = await received.first(1)
        await group.triggerGracefulShutdown()
        go.advance(by: .seconds(1))
        try await run
        #expect(try await bench.count(.delivered, of: hook) == 1)
        #expect(try await bench.count(.waiting, of: hook) == 1)
    }

    @Test func `a shutdown breaks off what does not end, and gives it back`() async throws {
        let bench = try await Bench()
        let received = Received<Void>()
        let hook = try await bench.hook { _ in
            received.add(())
            return .silence
        }
        try await bench.publish("7")
        let machine = ManualClock()
        let group = try bench.serviceGroup(machine: machine)
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
        #expect(try await bench.attempts(of: hook).isEmpty)
        #expect(
            try await bench.store.read { try $0.row("SELECT lease_token FROM deliveries", [])?.optionalText(0) } == nil)
    }

    @Test func `what was finished long ago is forgotten, and what waits is not`() async throws {
        let bench = try await Bench()
        let hook = try await bench.hook { _ in .answer(200) }
        try await bench.running {
            try await bench.publish(["7", "8"])
            try await bench.settled(hook, as: .delivered, count: 2)
        }
        try await bench.publish("9")
        let later = bench.start + .seconds(1)
        let forgotten = try await bench.store.write { transaction in
            [
                try Deliveries.forget(finishedBefore: bench.start, limit: 9, firmID: "demo", in: transaction),
                try Deliveries.forget(finishedBefore: later, limit: 1, firmID: "demo", in: transaction),
                try Deliveries.forget(finishedBefore: later, limit: 9, firmID: "demo", in: transaction),
            ]
        }
        #expect(forgotten == [0, 1, 1])
        let (log, events) = try await bench.store.read { reading in
            (
                try Deliveries.log(of: hook.id, firmID: "demo", limit: 9, in: reading),
                try reading.rows("SELECT 1 FROM events").count
            )
        }
        #expect(log.map(\.resourceID) == ["9"])
        #expect(events == 1)
    }

    @Test func `the log shows every attempt with the first bytes of its answer`() async throws {
        let bench = try await Bench()
        let hook = try await bench.hook { _ in .answer(500, body: String(repeating: "x", count: 5_000)) }
        try await bench.running {
            try await bench.publish("7")
            try await bench.settled(hook, as: .abandoned, count: 1)
        }
        let (entry, attempts) = try await bench.store.read { reading in
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
