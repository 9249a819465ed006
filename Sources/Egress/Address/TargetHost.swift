/// The host of a URL: an address, or a name that has to be resolved.
///
/// The attack: a spelling that one parser reads as a name and another one as an address, such as `127.1`, `0x7f.0.0.1`,
/// `017700000001` or `127.0.0.1.`. Addresses have one spelling here, and a name whose last label is a number is no host:
/// no top-level domain is a number.
package enum TargetHost: Sendable, Hashable {
    case address(IPAddress)
    /// In lower case, without the dot of the root at its end.
    case name(String)

    package static let nameCharactersMax = 253
    package static let labelCharactersMax = 63

    /// - Parameter isBracketed: whether `text` was in brackets, which only IPv6 addresses are.
    init?(_ text: String, isBracketed: Bool) {
        switch IPAddress(text) {
        case .v6(let bits)? where isBracketed: self = .address(.v6(bits))
        case .v4(let bits)? where !isBracketed: self = .address(.v4(bits))
        case nil where !isBracketed:
            guard let name = Self.name(text) else { return nil }
            self = .name(name)
        default: return nil
        }
    }

    private static func name(_ text: String) -> String? {
        let name = (text.hasSuffix(".") ? text.dropLast() : text[...]).lowercased()
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= nameCharactersMax, labels.allSatisfy(isLabel), let last = labels.last, !isNumber(last)
        else { return nil }
        return name
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...labelCharactersMax).contains(label.utf8.count)
            && label.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
            }
    }

    /// Whether a lenient parser of addresses reads the label as a number: decimal, octal or hexadecimal.
    private static func isNumber(_ label: Substring) -> Bool {
        label.hasPrefix("0x") ? label.dropFirst(2).allSatisfy(\.isHexDigit) : label.allSatisfy(\.isWholeNumber)
    }
}
