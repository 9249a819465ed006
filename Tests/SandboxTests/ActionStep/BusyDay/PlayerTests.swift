import HTTPTypes
import LocalServer
import Logging
import Matters
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `The player of the busy day` {
    private func player(_ fixture: Fixture, _ clock: any Clock<Duration>) -> BusyDayPlayer {
        BusyDayPlayer(
            world: fixture.sandbox.actionStep.world, seed: 1, seeded: 12, clock: clock, logger: Logger(label: "test"))
    }

    private func until(_ isSo: @Sendable () -> Bool) async { while !isSo() { await Task.yield() } }

    @Test func `plays at its pace, hears a change of pace, and stops`() async throws {
        let (fixture, clock) = (try await Fixture(), ManualClock())
        let player = player(fixture, clock)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await player.run() }
            #expect(player.status == .init(pace: nil, played: 0))
            player.play(.calm)
            for _ in 0..<16 {
                await until { clock.sleeperCount == 1 }
                #expect(player.status.played == 1)
                clock.advance(by: BusyDayPlayer.pollInterval)
            }
            await until { player.status.played == 2 && clock.sleeperCount == 1 }
            player.play(.rush)
            clock.advance(by: BusyDayPlayer.pollInterval)
            await until { player.status.played == 3 && clock.sleeperCount == 1 }
            player.play(nil)
            clock.advance(by: BusyDayPlayer.pollInterval)
            player.play(.calm)
            await until { player.status.played == 4 && clock.sleeperCount == 1 }
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(player.status == .init(pace: .calm, played: 4))
    }

    @Test(arguments: [
        (#"{"play": true}"#, BusyDayPace?.some(.busy), true), (#"{"play": false}"#, nil, true),
        (#"{"play": true, "speed": "rush"}"#, .rush, true), (#"{"play": true, "speed": "calm"}"#, .calm, true),
        (#"{"play": true, "speed": "warp"}"#, nil, false), (#"{"play": false, "speed": "rush"}"#, nil, false),
        (#"{"speed": "rush"}"#, nil, false), (#"{"play": "true"}"#, nil, false), ("{}", nil, false),
        (#"{"play": true, "pace": "rush"}"#, nil, false), ("[]", nil, false),
    ])
    func `a request of an unknown form is refused`(
        _ body: String, _ pace: BusyDayPace?, _ isAccepted: Bool
    ) throws {
        let request = BusyDayRequest(try JSONReader.parse(body), now: .busy)
        #expect((request != nil) == isAccepted)
        if let request { #expect(request.pace == pace) }
    }

    @Test func `is off at the start, and turned by the control and by the page`() async throws {
        let fixture = try await Fixture(matters: 1)
        let before = try await fixture.call(.get, "/control/world").json
        #expect(before["play"] == .bool(false))
        let on = try await fixture.call(.post, "/control/world", #"{"play": true, "speed": "busy"}"#)
        #expect(on.json["play"] == .bool(true))
        #expect(on.json["speed"] == "busy")
        let refused = try await fixture.call(.post, "/control/world", #"{"play": 1}"#)
        #expect(refused.status == 400)
        #expect(refused.text.contains("\\\"rush\\\""))
        #expect(fixture.sandbox.actionStep.player.status.pace == .busy)
        #expect(try await fixture.submit("/play", "pace=rush").status == 303)
        #expect(fixture.sandbox.actionStep.player.status.pace == .rush)
        #expect(try await fixture.submit("/play", "pace=warp").status == 400)
        let page = try await fixture.call(.get, "/")
        #expect(page.text.contains("value=\"rush\" aria-pressed=\"true\""))
        #expect(try await fixture.submit("/play", "pace=stop").status == 303)
        #expect(fixture.sandbox.actionStep.player.status.pace == nil)
    }
}
