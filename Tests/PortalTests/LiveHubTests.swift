import Logging
import Matters
import Portal
import Records
import Storage
import Synchronization
import TestPractice
import Testing
import Webhooks

@Suite struct `Live streams` {
    private func viewer(_ address: String, _ kind: Viewer.Kind = .party) throws -> Viewer {
        Viewer(firmID: "f", address: try #require(MailAddress(address)), kind: kind)
    }

    private func hub(_ bench: SyncHarness, now: @escaping WallClock = { .seconds(1_000) }) -> LiveHub {
        LiveHub(
            store: bench.store, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: now,
            random: { 0.5 })
    }

    /// Two matters: the first is Kim's, the second Lee's.
    private func twoMatters(_ bench: SyncHarness) async throws {
        bench.practice.put("1") { $0.parties = [SyncHarness.party("Broker", "1", "kim@loans.example")] }
        bench.practice.put("2") { $0.parties = [SyncHarness.party("Broker", "2", "lee@other.example")] }
        try await bench.sweep()
        try await bench.settle()
    }

    private func rename(_ refs: String..., to name: String, in bench: SyncHarness) async throws {
        for ref in refs {
            bench.practice.put(ref) { $0.details?.name = name }
            try await bench.receive("matter:\(ref):\(name)")
        }
        try await bench.settle()
    }

    private func next(_ signals: inout AsyncStream<LiveSignal>.AsyncIterator) async -> LiveEvent? {
        while let signal = await signals.next(isolation: #isolation) {
            if case .event(let event) = signal { return event }
        }
        return nil
    }

    @Test func `a change reaches those who may see it, and nobody else`() async throws {
        try await SyncHarness.run { bench in
            try await twoMatters(bench)
            let hub = hub(bench)
            let running = Task { await hub.run(clock: ContinuousClock()) }
            let kim = try await hub.subscribe(viewer("kim@loans.example"), after: nil)
            let staff = try await hub.subscribe(viewer("ana@firm.example", .staff), after: nil)
            try await rename("2", to: "Lee's", in: bench)
            try await rename("1", to: "Kim's", in: bench)
            var kimSignals = kim.signals.makeAsyncIterator()
            var staffSignals = staff.signals.makeAsyncIterator()
            let mine = try #require(try await bench.matter("1")?.id)
            let other = try #require(try await bench.matter("2")?.id)
            #expect(await next(&kimSignals)?.matterID == mine)
            #expect(await next(&staffSignals)?.matterID == other)
            #expect(await next(&staffSignals)?.matterID == mine)
            running.cancel()
            await running.value
        }
    }

    @Test func `a page that reconnects gets what it missed, once`() async throws {
        try await SyncHarness.run { bench in
            try await twoMatters(bench)
            let seq = try await bench.store.read { try ChangeLog.head(firmID: "f", in: $0) }
            try await rename("1", "2", to: "New", in: bench)
            let hub = hub(bench)
            let back = try await hub.subscribe(viewer("kim@loans.example"), after: seq)
            #expect(back.resumed)
            #expect(back.replay.map(\.kinds) == [[.matter]])
            let again = try await hub.subscribe(viewer("kim@loans.example"), after: back.replay.last?.seq)
            #expect(again.resumed)
            #expect(again.replay.isEmpty || again.position > (back.replay.last?.seq ?? 0))
        }
    }

    @Test func `a page without a cursor has to load everything`() async throws {
        try await SyncHarness.run { bench in
            try await twoMatters(bench)
            let fresh = try await hub(bench).subscribe(viewer("kim@loans.example"), after: nil)
            #expect(!fresh.resumed)
            #expect(fresh.replay.isEmpty)
        }
    }

    @Test func `a viewer who loses access is told so, and then nothing more`() async throws {
        try await SyncHarness.run { bench in
            try await twoMatters(bench)
            let hub = hub(bench)
            let running = Task { await hub.run(clock: ContinuousClock()) }
            let kim = try await hub.subscribe(viewer("kim@loans.example"), after: nil)
            bench.practice.put("1") { $0.parties = [] }
            try await bench.receive("matter:1:x", event: "ActionParticipantDeleted")
            try await bench.settle()
            var signals = kim.signals.makeAsyncIterator()
            #expect(await next(&signals)?.kinds == [.access])
            try await rename("1", to: "Secret now", in: bench)
            hub.stop()
            #expect(await next(&signals) == nil)
            running.cancel()
            await running.value
        }
    }

    @Test func `a viewer who lost access while disconnected is told so on reconnecting`() async throws {
        try await SyncHarness.run { bench in
            try await twoMatters(bench)
            let seq = try await bench.store.read { try ChangeLog.head(firmID: "f", in: $0) }
            bench.practice.put("1") { $0.parties = [] }
            try await bench.receive("matter:1:x", event: "ActionParticipantDeleted")
            try await bench.settle()
            let back = try await hub(bench).subscribe(viewer("kim@loans.example"), after: seq)
            #expect(back.resumed)
            #expect(back.replay.map(\.kinds) == [[.access]])
            let other = try await hub(bench).subscribe(viewer("lee@other.example"), after: seq)
            #expect(other.replay.isEmpty)
        }
    }

    @Test func `a page that does not keep up is disconnected, without a gap`() async throws {
        try await SyncHarness.run { bench in
            try await twoMatters(bench)
            let hub = hub(bench)
            let running = Task { await hub.run(clock: ContinuousClock()) }
            let staff = try await hub.subscribe(viewer("ana@firm.example", .staff), after: nil)
            for round in 0...LiveHub.bufferedEventsMax { try await rename("1", "2", to: "\(round)", in: bench) }
            while hub.openStreams > 0 { await Task.yield() }
            var signals = staff.signals.makeAsyncIterator()
            var seqs: [Int64] = []
            while let event = await next(&signals) { seqs.append(event.seq) }
            // On a slow machine a heartbeat or two may be among them.
            #expect((LiveHub.bufferedEventsMax - 4...LiveHub.bufferedEventsMax).contains(seqs.count))
            #expect(seqs == seqs.sorted())
            running.cancel()
            await running.value
        }
    }

    @Test func `one stream too many ends the viewer's oldest, and nobody else's`() async throws {
        try await SyncHarness.run { bench in
            let hub = hub(bench)
            let other = try await hub.subscribe(viewer("lee@other.example"), after: nil)
            var open: [LiveStream] = []
            for _ in 0...LiveHub.streamsPerViewerMax {
                open.append(try await hub.subscribe(viewer("kim@loans.example"), after: nil))
            }
            #expect(hub.openStreams == LiveHub.streamsPerViewerMax + 1)
            var oldest = open[0].signals.makeAsyncIterator()
            #expect(await next(&oldest) == nil)
            open[1].close()
            #expect(hub.openStreams == LiveHub.streamsPerViewerMax)
            other.close()
        }
    }

    @Test(arguments: [(599, nil, 1), (600, nil, 0), (59, 60, 1), (60, 60, 0), (600, 9_000, 0)])
    func `a stream ends with its time or its credential, whichever is first`(
        _ passed: Int64, _ expires: Int64?, _ open: Int
    ) async throws {
        try await SyncHarness.run { bench in
            let clock = Mutex(Instant.seconds(1_000))
            let hub = hub(bench, now: { clock.withLock { $0 } })
            let viewer = try viewer("kim@loans.example")
            let token = Tokens.Token(
                hash: "h", purpose: .session, viewer: viewer, label: "",
                expiresAt: expires.map { .seconds(1_000 + $0) })
            let kim = try await hub.subscribe(viewer, after: nil, with: StreamCredential(token))
            clock.withLock { $0 = .seconds(1_000 + passed) }
            hub.endExpired()
            #expect(hub.openStreams == open)
            kim.close()
        }
    }

    @Test func `a sign-out ends the streams of that session, and only those`() async throws {
        try await SyncHarness.run { bench in
            let hub = hub(bench)
            let running = Task { await hub.run(clock: ContinuousClock()) }
            let kim = try viewer("kim@loans.example")
            var streams: [LiveStream] = []
            for hash in ["laptop", "phone"] {
                let token = Tokens.Token(hash: hash, purpose: .session, viewer: kim, label: "", expiresAt: nil)
                try await bench.store.write { try Tokens.put(token, in: $0, at: .seconds(1_000)) }
                streams.append(try await hub.subscribe(kim, after: nil, with: StreamCredential(token)))
            }
            try await bench.store.write { try Tokens.remove(hash: "laptop", in: $0) }
            var laptop = streams[0].signals.makeAsyncIterator()
            #expect(await next(&laptop) == nil)
            #expect(hub.openStreams == 1)
            running.cancel()
            await running.value
        }
    }

    @Test func `a cursor opens only for the viewer it was sealed for`() throws {
        let seal = CursorSeal(sealer: Sealer(key: Array(repeating: 1, count: Sealer.keyBytes)))
        let kim = try viewer("kim@loans.example")
        let text = seal.seal(42, for: kim)
        #expect(seal.open(text, for: kim) == 42)
        #expect(seal.open(text, for: try viewer("lee@other.example")) == nil)
        #expect(seal.open(text, for: try viewer("kim@loans.example", .staff)) == nil)
        let tampered = String(text.dropLast()) + (text.last == "A" ? "B" : "A")
        #expect(seal.open(tampered, for: kim) == nil)
        #expect(seal.open("", for: kim) == nil)
    }
}
