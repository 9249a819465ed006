/// Bytes as lower-case hexadecimal digits.
package enum Hex {
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// A secret for tokens and codes.
    package static func random(bytes count: Int, _ random: RandomBytes) -> String { text(random(count)) }
}
