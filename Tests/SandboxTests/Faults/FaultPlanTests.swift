import Testing
import Webhooks

@testable import Sandbox

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
        (#"{"api": {"slow": 1}}"#, "api.slow"), (#"{"notices": {"drop": 0.1}}"#, "notices"),
        (#"{"hooks": {}}"#, "hooks"),
    ])
    func `is refused with the name of what is wrong`(text: String, named: String) throws {
        do {
            _ = try plan(text)
            Issue.record("it was taken")
        } catch let mistake as FaultMistake { #expect(mistake.text.hasPrefix(named)) }
    }

    @Test func `does the same with the same seed, and something else with another`() {
        func outcomes(_ seed: UInt64) -> [FaultPlan.Outcome] {
            let plan = FaultPlan(seed: seed, api: .init(error: 0.3, rateLimit: 0.2, down: 0.1))
            return (0..<200).map { plan.verdict(number: $0).outcome }
        }
        #expect(outcomes(1) == outcomes(1))
        #expect(outcomes(1) != outcomes(2))
        #expect(Set(outcomes(1)) == [.pass, .down, .rateLimited, .error])
    }

    @Test(arguments: [0.0, 0.05, 0.5, 0.95, 1])
    func `hits about as often as it says, never at 0 and always at 1`(rate: Double) {
        let plan = FaultPlan(seed: 3, api: .init(error: rate))
        let hits = (0..<4_000).count { plan.verdict(number: $0).outcome == .error }
        #expect(abs(Double(hits) / 4_000 - rate) <= (rate == 0 || rate == 1 ? 0 : 0.03))
    }

    @Test func `leaves what one rate hits alone when another is turned`() {
        let one = FaultPlan(seed: 5, api: .init(error: 0.3))
        let both = FaultPlan(seed: 5, api: .init(error: 0.3, down: 0.3))
        for number in 0..<300 where both.verdict(number: number).outcome != .down {
            #expect(one.verdict(number: number) == both.verdict(number: number))
        }
    }
}
