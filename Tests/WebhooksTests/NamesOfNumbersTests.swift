import Testing
import Webhooks

@Suite struct `Names of numbers` {
    private let sealer = Sealer(key: Array(repeating: 7, count: Sealer.keyBytes))

    @Test(arguments: [Int64.min, -1, 0, 1, 2, 12_345, .max])
    func `a name is the same each time, and opens for its own context and key alone`(_ number: Int64) {
        let name = sealer.name(of: number, context: "a")
        #expect(name == sealer.name(of: number, context: "a"))
        #expect(sealer.number(named: name, context: "a") == number)
        #expect(sealer.number(named: name, context: "b") == nil)
        #expect(sealer.derived(for: "other").number(named: name, context: "a") == nil)
    }

    @Test(arguments: ["", "1", "AAAA", String(repeating: "A", count: 32), String(repeating: "A", count: 10_000), "ä"])
    func `what is no name opens as nothing`(_ text: String) {
        #expect(sealer.number(named: text, context: "a") == nil)
    }

    @Test func `neighbours have nothing in common`() {
        let names = (Int64(0)..<100).map { sealer.name(of: $0, context: "a") }
        #expect(Set(names).count == 100 && Set(names.map { $0.prefix(4) }).count > 95)
        #expect(Set(names.map { $0.suffix(4) }).count > 95)
    }
}
