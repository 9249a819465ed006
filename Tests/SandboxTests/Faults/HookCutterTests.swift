import HTTPTypes
import Records
import StorageSQLite
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `Hooks that are cut` {
    @Test(arguments: [
        (#"{"system": "actionstep", "disable_first": 2}"#, 2), (#"{"system": "actionstep", "disable": 1}"#, 5),
        (#"{"system": "actionstep", "disable": 0}"#, 0), (#"{"system": "lawvu", "disable": 1}"#, 0),
    ])
    func `are off from then on, by rate or by count, in one system alone`(body: String, count: Int) async throws {
        let fixture = try await Fixture(matters: 1)
        for _ in 0..<5 { _ = try await fixture.hook("StepChanged") }
        let answer = try await fixture.call(.post, "/control/hooks", body)
        #expect(answer.status == 200)
        #expect(answer.json["disabled"]?.array?.count == count)
        let off = try await fixture.store.read { reading in
            try Subscriptions.list(contract: .actionstep, firmID: SandboxFirm.id, in: reading)
                .filter { $0.status == .disabled }
        }
        #expect(off.count == count)
        #expect(off.allSatisfy { $0.switchedOff == .byHand })
    }

    @Test func `are the same for the same seed`() async throws {
        let choice = try #require(HookCutter.Choice(["disable": 0.5]))
        let hits = { (seed: UInt64) in (0..<200).filter { choice.hits(place: $0, seed: seed) } }
        #expect(hits(1) == hits(1))
        #expect(hits(1) != hits(2))
        #expect((60...140).contains(hits(1).count))
    }

    @Test(arguments: [
        "{}", #"{"system": "actionstep"}"#, #"{"system": "standard", "disable": 1}"#,
        #"{"system": "actionstep", "disable": 2}"#, #"{"system": "actionstep", "disable_first": -1}"#,
        #"{"system": "actionstep", "disable": 1, "disable_first": 1}"#,
    ])
    func `are none when the wish is not clear, and the answer says how to put it`(body: String) async throws {
        let fixture = try await Fixture(matters: 1)
        let answer = try await fixture.call(.post, "/control/hooks", body)
        #expect(answer.status == 400)
        #expect(answer.text.contains("disable_first"))
    }
}
