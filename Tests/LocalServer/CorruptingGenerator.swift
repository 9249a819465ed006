/// A seeded random generator that also corrupts texts: the same seed gives the same corruptions.
package struct CorruptingGenerator: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// SplitMix64.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    package mutating func number(below limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }
    package mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(below: elements.count)] }

    /// Puts one to three faults into a JSON text.
    package mutating func corrupt(_ text: String) -> [UInt8] {
        var bytes = Array(text.utf8)
        for _ in 0...number(below: 3) { corrupt(&bytes) }
        return bytes
    }

    private mutating func corrupt(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let start = number(below: bytes.count)
        let end = min(bytes.count, start + 1 + number(below: 40))
        switch number(below: 7) {
        case 0: bytes.removeSubrange(start...)
        case 1: bytes.removeSubrange(start..<end)
        case 2: bytes.insert(contentsOf: bytes[start..<end], at: start)
        case 3: bytes[start] ^= UInt8(1 << number(below: 8))
        default: replaceValue(in: &bytes, after: start)
        }
    }

    /// Replaces the next value by one of another type.
    private mutating func replaceValue(in bytes: inout [UInt8], after start: Int) {
        guard let colon = bytes[start...].firstIndex(of: UInt8(ascii: ":")) else { return }
        let ends = Set(",]}".utf8)
        let end = bytes[colon...].firstIndex(where: ends.contains) ?? bytes.count
        bytes.replaceSubrange(colon + 1..<end, with: Array(pick(Self.values).utf8))
    }

    private static let values = [
        "null", "true", "false", "0", "-1", "1e308", "9223372036854775807", "99999999999999999999", "0.00000001",
        #""""#, #""T""#, #"" ""#, #""\u0000""#, #""\ud800""#, #""../../users""#, #""'; DROP TABLE matters; --""#,
        #""2026-13-45T99:99:99Z""#, "[]", "{}", "[null]", "[[[[]]]]", #"{"id": {}}"#, #"{"data": [[], {}]}"#,
        "\"" + String(repeating: "x", count: 5_000) + "\"", String(repeating: "[", count: 100),
    ]
}
