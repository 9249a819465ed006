import Delivery
import Egress
import LocalServer
import Matters
import Records
import Storage
import Testing
import Webhooks

/// Every contract against every way in which a server can answer or fail, over real connections: a hundred of them, so
/// one after the other, for a database server has only so many.
@Suite(.serialized, .timeLimit(.minutes(5))) struct `What an answer means` {
    @Test(arguments: Terms.allCases, [200, 201, 202, 204, 299])
    func `which answers are taken for delivered`(terms: Terms, status: Int) async throws {
        let bench = try await Bench()
        let endpoint = try await bench.endpoint(terms) { _ in .answer(status) }
        let isTaken = terms != .actionstep || status == 200
        try await bench.running {
            try await bench.publish(terms, [7])
            try await bench.settled(endpoint, as: isTaken ? .delivered : .abandoned, count: 1)
        }
        let found = try await bench.found(endpoint)
        #expect(found.status == (isTaken ? .active : .disabled))
        #expect(found.triggeredCount == 1)
        #expect(found.lastTriggeredAt == bench.start)
    }

    /// What stands after the first attempt.
    struct Outcome: Equatable {
        var state: Deliveries.State
        var switchedOff: SwitchOff?
        static let tried = Outcome(state: .waiting)
        static let abandoned = Outcome(state: .abandoned)
    }

    private func outcome(_ terms: Terms, of failure: Failing) -> Outcome {
        switch (terms, failure.isAnswer) {
        case (.actionstep, true): Outcome(state: .abandoned, switchedOff: .unexpectedAnswer)
        case (.standard, true) where failure == .gone: Outcome(state: .abandoned, switchedOff: .gone)
        case (.lawfficient, _): .abandoned
        default: .tried
        }
    }

    @Test(arguments: Terms.allCases, Failing.allCases)
    func `which failures are tried again, and which switch the endpoint off`(
        terms: Terms, failure: Failing
    ) async throws {
        let bench = try await Bench()
        let received = Received<String>()
        let (server, url) = try await failure.start(on: bench) { received.add($0.uri) }
        let endpoint = try await bench.endpoint(terms, at: url)
        try await bench.running {
            try await bench.publish(terms, [7])
            try await bench.attempted(endpoint, times: 1)
        }
        withExtendedLifetime(server) {}
        let (entry, found) = (try #require(try await bench.log(of: endpoint).first), try await bench.found(endpoint))
        #expect(entry.failure == failure.name)
        #expect(Outcome(state: entry.state, switchedOff: found.switchedOff) == outcome(terms, of: failure))
        #expect(found.status == (found.switchedOff == nil ? .active : .disabled))
        #expect(!received.all.contains { $0.contains("elsewhere") })
    }

    @Test(arguments: Terms.allCases, Hanging.allCases)
    func `an attempt has one deadline, whatever it hangs in`(terms: Terms, hanging: Hanging) async throws {
        let (bench, deadlines) = (try await Bench(), ManualClock())
        let (server, url) = try await hanging.start(on: bench)
        let endpoint = try await bench.endpoint(terms, at: url)
        try await bench.running(deadlines: deadlines) {
            try await bench.publish(terms, [7])
            try await deadlines.sleepers(1)
            deadlines.advance(by: terms.contract.attemptDeadline - .milliseconds(1))
            #expect(deadlines.sleeperCount == 1)
            deadlines.advance(by: .milliseconds(1))
            try await bench.attempted(endpoint, times: 1)
        }
        withExtendedLifetime(server) {}
        #expect(try await bench.attempts(of: endpoint).map(\.failure) == ["timedOut"])
    }

    @Test(arguments: Terms.allCases)
    func `an answer without end is taken by its status, and its beginning kept`(terms: Terms) async throws {
        let bench = try await Bench()
        let endless = AsyncStream(unfolding: { String(repeating: "x", count: 4_096) })
        let endpoint = try await bench.endpoint(terms) { _ in .streamed(200, pieces: endless) }
        try await bench.running {
            try await bench.publish(terms, [7])
            try await bench.settled(endpoint, as: .delivered, count: 1)
        }
        let answers = try await bench.store.read { try $0.rows("SELECT answer FROM attempts").map { $0.blob(0).count } }
        #expect(answers == [Attempt.answerBytesMax])
    }

    @Test func `the deadlines are the published ones, and ours where nothing is published`() {
        let seconds = Terms.allCases.map { $0.contract.attemptDeadline }
        #expect(seconds == [.seconds(10), .seconds(5), .seconds(5), .seconds(5), .seconds(15)])
    }
}
