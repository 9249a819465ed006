import Delivery
import Egress
import LocalServer
import Matters
import Records
import Storage
import Testing
import Webhooks

/// Every contract against every way in which a server can answer or fail, over real connections. Serialised, because a
/// database server has a limited number of connections.
@Suite(.serialized, .timeLimit(.minutes(5))) struct `What an answer means` {
    @Test(arguments: ContractVariant.allCases, [200, 201, 202, 204, 299])
    func `which answers count as delivered`(variant: ContractVariant, status: Int) async throws {
        let harness = try await DeliveryHarness()
        let endpoint = try await harness.endpoint(variant) { _ in .answer(status) }
        let isDelivered = variant != .actionstep || status == 200
        try await harness.running {
            try await harness.publish(variant, [7])
            try await harness.settled(endpoint, as: isDelivered ? .delivered : .abandoned, count: 1)
        }
        let found = try await harness.found(endpoint)
        #expect(found.status == (isDelivered ? .active : .disabled))
        #expect(found.triggeredCount == 1)
        #expect(found.lastTriggeredAt == harness.start)
    }

    /// The state after the first attempt.
    struct Outcome: Equatable {
        var state: DeliveryState
        var disableReason: DisableReason?
        static let tried = Outcome(state: .waiting)
        static let abandoned = Outcome(state: .abandoned)
    }

    private func outcome(_ variant: ContractVariant, of failure: Failing) -> Outcome {
        switch (variant, failure.isAnswer) {
        case (.actionstep, true): Outcome(state: .abandoned, disableReason: .unexpectedAnswer)
        case (.standard, true) where failure == .gone: Outcome(state: .abandoned, disableReason: .gone)
        case (.lawfficient, _): .abandoned
        default: .tried
        }
    }

    @Test(arguments: ContractVariant.allCases, Failing.allCases)
    func `which failures are retried, and which disable the endpoint`(
        variant: ContractVariant, failure: Failing
    ) async throws {
        let harness = try await DeliveryHarness()
        let received = Received<String>()
        let (server, url) = try await failure.start(on: harness) { received.add($0.uri) }
        let endpoint = try await harness.endpoint(variant, at: url)
        try await harness.running {
            try await harness.publish(variant, [7])
            try await harness.attempted(endpoint, times: 1)
        }
        withExtendedLifetime(server) {}
        let (entry, found) = (
            try #require(try await harness.log(of: endpoint).first), try await harness.found(endpoint)
        )
        #expect(entry.failure == failure.name)
        #expect(Outcome(state: entry.state, disableReason: found.disableReason) == outcome(variant, of: failure))
        #expect(found.status == (found.disableReason == nil ? .active : .disabled))
        #expect(!received.all.contains { $0.contains("elsewhere") })
    }

    @Test(arguments: ContractVariant.allCases, Hanging.allCases)
    func `an attempt has one deadline, wherever it hangs`(variant: ContractVariant, hanging: Hanging) async throws {
        let (harness, deadlines) = (try await DeliveryHarness(), ManualClock())
        let (server, url) = try await hanging.start(on: harness)
        let endpoint = try await harness.endpoint(variant, at: url)
        try await harness.running(deadlines: deadlines) {
            try await harness.publish(variant, [7])
            try await deadlines.sleepers(1)
            deadlines.advance(by: variant.contract.policy.attemptDeadline - .milliseconds(1))
            #expect(deadlines.sleeperCount == 1)
            deadlines.advance(by: .milliseconds(1))
            try await harness.attempted(endpoint, times: 1)
        }
        withExtendedLifetime(server) {}
        #expect(try await harness.attempts(of: endpoint).map(\.failure) == ["timedOut"])
    }

    @Test(arguments: ContractVariant.allCases)
    func `an endless answer counts by its status, and its beginning is stored`(variant: ContractVariant) async throws {
        let harness = try await DeliveryHarness()
        let endless = AsyncStream(unfolding: { String(repeating: "x", count: 4_096) })
        let endpoint = try await harness.endpoint(variant) { _ in .streamed(200, pieces: endless) }
        try await harness.running {
            try await harness.publish(variant, [7])
            try await harness.settled(endpoint, as: .delivered, count: 1)
        }
        let answers = try await harness.store.read {
            try $0.rows("SELECT answer FROM attempts").map { $0.blob(0).count }
        }
        #expect(answers == [Attempt.answerBytesMax])
    }

    @Test func `the deadlines are the published ones, or ours where none is published`() {
        let seconds = ContractVariant.allCases.map { $0.contract.policy.attemptDeadline }
        #expect(seconds == [.seconds(10), .seconds(5), .seconds(5), .seconds(5), .seconds(15)])
    }
}
