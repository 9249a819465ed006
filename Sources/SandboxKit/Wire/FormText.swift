/// Parses `application/x-www-form-urlencoded` text, such as query strings, in order and with repeated names.
package enum FormText {
    package static let pairsMax = 200

    /// - Parameter plusIsSpace: true for forms; in a query string a plus may belong to a UTC offset.
    package static func parse(_ text: some StringProtocol, plusIsSpace: Bool) -> [(name: String, value: String)] {
        text.split(separator: "&", omittingEmptySubsequences: true).prefix(pairsMax).map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count == 2 ? parts[1] : ""
            return (decode(parts[0], plusIsSpace: plusIsSpace), decode(value, plusIsSpace: plusIsSpace))
        }
    }

    /// A form by name; the first of repeated names wins.
    package static func dictionary(_ text: some StringProtocol) -> [String: String] {
        Dictionary(parse(text, plusIsSpace: true).map { ($0.name, $0.value) }) { first, _ in first }
    }

    private static func decode(_ text: some StringProtocol, plusIsSpace: Bool) -> String {
        text.percentDecoded(plusIsSpace: plusIsSpace)
    }
}

extension StringProtocol {
    /// A `%` without two hexadecimal digits is literal.
    package func percentDecoded(plusIsSpace: Bool = false) -> String {
        var bytes: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
                rest.count >= 2
            {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    package var percentEncoded: String {
        let digits = Array("0123456789ABCDEF".utf8)
        let bytes = utf8.flatMap { byte -> [UInt8] in
            Self.isPlain(byte) ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~,:*".utf8.contains(byte)
        }
    }
}
