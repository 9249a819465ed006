import Delivery
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `A plan of faults` {
    private func plan(_ text: String) throws -> FaultPlan { try FaultPlan(try JSONReader.parse(text)) }

    @Test(arguments: [
        (#"{}"#, FaultPlan.none), (#"{"seed": 9}"#, FaultPlan(seed: 9)),
        (#"{"api": {"error": 0.5}}"#, FaultPlan(api: .init(error: 0.5))),
        (#"{"api": {"rate_limit": 1, "down": 0}}"#, FaultPlan(api: .init(rateLimit: 1))),
        (#"{"api": {"down": true}}"#, FaultPlan(api: .init(down: 1))),
        (
            #"{"api": {"delay_seconds": 2.5, "required_fields": 1}}"#,
            FaultPlan(api: .init(requiredFields: 1, delaySeconds: 2.5))
        ),
        (#"{"api": {"delay_seconds": 60}}"#, FaultPlan(api: .init(delaySeconds: 60))),
        (#"{"notices": {}}"#, FaultPlan.none),
        (#"{"notices": {"drop": 0.1, "duplicate": true}}"#, FaultPlan(notices: .init(drop: 0.1, duplicate: 1))),
        (
            #"{"notices": {"reorder": 0.5, "delay_seconds": 60}}"#,
            FaultPlan(notices: .init(reorder: 0.5, delaySeconds: 60))
        ),
        (
            #"{"notices": {"drop_first": 1, "duplicate_first": 1000000}}"#,
            FaultPlan(notices: .init(dropFirst: 1, duplicateFirst: 1_000_000))
        ),
    ])
    func `is read, and shown so that it reads the same`(text: String, expected: FaultPlan) throws {
        #expect(try plan(text) == expected)
        #expect(try FaultPlan(expected.json) == expected)
    }

    @Test(arguments: [
        (#"[]"#, "Send an object"), (#"{"seed": "x"}"#, "seed"), (#"{"seed": 1.5}"#, "seed"), (#"{"api": 1}"#, "api"),
        (#"{"api": {"error": 1.1}}"#, "api.error"), (#"{"api": {"error": -0.1}}"#, "api.error"),
        (#"{"api": {"rate_limit": "often"}}"#, "api.rate_limit"), (#"{"api": {"down": null}}"#, "api.down"),
        (#"{"api": {"delay_seconds": 61}}"#, "api.delay_seconds"),
        (#"{"api": {"delay_seconds": true}}"#, "api.delay_seconds"),
        (#"{"api": {"slow": 1}}"#, "api.slow"), (#"{"notices": 1}"#, "notices"),
        (#"{"notices": {"drop": 1.1}}"#, "notices.drop"), (#"{"notices": {"lose": 1}}"#, "notices.lose"),
        (#"{"notices": {"delay_seconds": 60.1}}"#, "notices.delay_seconds"),
        (#"{"notices": {"drop_first": -1}}"#, "notices.drop_first"),
        (#"{"notices": {"drop_first": 0.5}}"#, "notices.drop_first"),
        (#"{"notices": {"duplicate_first": 1000001}}"#, "notices.duplicate_first"),
        (#"{"hooks": {}}"#, "hooks"),
    ])
    func `is refused with the name of what is wrong`(text: String, named: String) throws {
        do {
            _ = try plan(text)
            Issue.record("it was taken")
        } catch let failure as RequestFailure { #expect(failure.detail.hasPrefix(named)) }
    }

    @Test func `does the same with the same seed, and something else with another`() {
        func outcomes(_ seed: UInt64) -> [FaultPlan.Outcome] {
            let plan = FaultPlan(seed: seed, api: .init(error: 0.3, rateLimit: 0.2, down: 0.1))
            return (0..<200).map { plan.fault(ofRequest: $0).outcome }
        }
        #expect(outcomes(1) == outcomes(1))
        #expect(outcomes(1) != outcomes(2))
        #expect(Set(outcomes(1)) == [.pass, .down, .rateLimited, .error])
    }

    @Test(arguments: [0.0, 0.05, 0.5, 0.95, 1])
    func `hits about as often as it says, never at 0 and always at 1`(rate: Double) {
        let plan = FaultPlan(seed: 3, api: .init(error: rate))
        let hits = (0..<4_000).count { plan.fault(ofRequest: $0).outcome == .error }
        #expect(abs(Double(hits) / 4_000 - rate) <= (rate == 0 || rate == 1 ? 0 : 0.03))
    }

    @Test func `leaves what one rate hits alone when another is turned`() {
        let one = FaultPlan(seed: 5, api: .init(error: 0.3))
        let both = FaultPlan(seed: 5, api: .init(error: 0.3, down: 0.3))
        for number in 0..<300 where both.fault(ofRequest: number).outcome != .down {
            #expect(one.fault(ofRequest: number) == both.fault(ofRequest: number))
        }
    }

    @Test(arguments: [
        (FaultPlan.Notices(), 0, NoticeFault.none), (.init(drop: 1), 7, NoticeFault(copies: 0)),
        (.init(duplicate: 1), 7, NoticeFault(copies: 2)), (.init(drop: 1, duplicate: 1), 7, NoticeFault(copies: 0)),
        (.init(reorder: 1), 7, NoticeFault(isHeldBack: true)),
        (.init(delaySeconds: 2.5), 7, NoticeFault(delay: .milliseconds(2_500))),
        (.init(dropFirst: 3), 2, NoticeFault(copies: 0)), (.init(dropFirst: 3), 3, NoticeFault.none),
        (.init(duplicateFirst: 1), 0, NoticeFault(copies: 2)), (.init(duplicateFirst: 1), 1, NoticeFault.none),
        (.init(dropFirst: 1, duplicateFirst: 2), 0, NoticeFault(copies: 0)),
    ])
    func `does to a notice what it says`(notices: FaultPlan.Notices, number: Int, fault: NoticeFault) {
        #expect(FaultPlan(notices: notices).fault(ofNotice: number) == fault)
    }

    @Test func `decides about notices by the seed and the number, apart from requests`() {
        func lost(_ seed: UInt64, _ notices: FaultPlan.Notices) -> [Bool] {
            let plan = FaultPlan(seed: seed, api: .init(error: 0.3), notices: notices)
            return (0..<2_000).map { plan.fault(ofNotice: $0).copies == 0 }
        }
        let plain = lost(1, .init(drop: 0.3))
        #expect(plain == lost(1, .init(drop: 0.3)))
        #expect(plain == lost(1, .init(drop: 0.3, duplicate: 0.5, reorder: 0.5)))
        #expect(plain != lost(2, .init(drop: 0.3)))
        #expect(abs(Double(plain.count(where: \.self)) / 2_000 - 0.3) < 0.04)
        let plan = FaultPlan(seed: 1, api: .init(error: 0.3), notices: .init(drop: 0.3))
        #expect(plain != (0..<2_000).map { plan.fault(ofRequest: $0).outcome == .error })
    }
}
