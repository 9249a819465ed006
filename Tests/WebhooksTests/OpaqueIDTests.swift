import Testing
import Webhooks

@Suite struct `Opaque ids` {
    private let sealer = Sealer(key: Array(repeating: 7, count: Sealer.keyBytes))

    @Test(arguments: [Int64.min, -1, 0, 1, 2, 12_345, .max])
    func `the id of a number is always the same, and opens for its own context and key alone`(_ number: Int64) {
        let id = sealer.opaqueID(for: number, context: "a")
        #expect(id == sealer.opaqueID(for: number, context: "a"))
        #expect(sealer.number(ofOpaqueID: id, context: "a") == number)
        #expect(sealer.number(ofOpaqueID: id, context: "b") == nil)
        #expect(sealer.derived(for: "other").number(ofOpaqueID: id, context: "a") == nil)
    }

    @Test(arguments: ["", "1", "AAAA", String(repeating: "A", count: 32), String(repeating: "A", count: 10_000), "ä"])
    func `any other text opens as nothing`(_ text: String) {
        #expect(sealer.number(ofOpaqueID: text, context: "a") == nil)
    }

    @Test func `ids of neighbouring numbers have nothing in common`() {
        let ids = (Int64(0)..<100).map { sealer.opaqueID(for: $0, context: "a") }
        #expect(Set(ids).count == 100 && Set(ids.map { $0.prefix(4) }).count > 95)
        #expect(Set(ids.map { $0.suffix(4) }).count > 95)
    }
}
