import Foundation
import Testing

/// Which worlds are simulated: always the same few, or those that `MATTERWIRE_SEEDS` names (`17:10000,4711:500`), or new
/// and larger ones (`MATTERWIRE_SEEDS=fresh`). Whatever goes wrong names its seed, and goes wrong again with it.
struct Seed: Sendable, CustomTestStringConvertible {
    static let freshCount = 6

    var number: UInt64
    var events: Int
    var testDescription: String { "\(number):\(events)" }

    static var chosen: [Seed] {
        switch ProcessInfo.processInfo.environment["MATTERWIRE_SEEDS"] {
        case nil: (1...4).map { Seed(number: $0, events: 800) }
        case "fresh":
            (0..<freshCount).map { _ in Seed(number: UInt64.random(in: 1...UInt64(UInt32.max)), events: 10_000) }
        case let names?:
            names.split(separator: ",").compactMap { name in
                let parts = name.split(separator: ":")
                guard parts.count == 2, let number = UInt64(parts[0]), let events = Int(parts[1]) else { return nil }
                return Seed(number: number, events: events)
            }
        }
    }
}

@Suite(.timeLimit(.minutes(30))) struct `Simulation of a world from a seed` {
    @Test(arguments: Seed.chosen)
    func `ends with everything delivered or in a visible state, in order, as the contracts say`(
        seed: Seed
    ) async throws {
        let problems = try await Simulation(seed: seed.number, events: seed.events, endpoints: 50).run()
        #expect(problems.isEmpty, "to see it again: MATTERWIRE_SEEDS=\(seed.testDescription)")
    }
}
