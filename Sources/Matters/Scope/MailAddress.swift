/// A mail address in canonical form, from the plain subset that identifies people safely.
///
/// Participants' addresses are free text in the practice system, and whoever controls an address gets its access. So
/// every ambiguous form is refused rather than repaired: quoted names, comments, several `@`, non-ASCII look-alikes,
/// empty labels. The only parser of addresses in the product.
package struct MailAddress: Sendable, Hashable {
    /// Lower-case, `local@domain`.
    package let text: String

    package static let lengthMax = 254

    package init?(_ raw: String) {
        let trimmed = raw.utf8.drop { $0 == 0x20 }
        var bytes = Array(trimmed)
        while bytes.last == 0x20 { bytes.removeLast() }
        bytes = bytes.map { (65...90).contains($0) ? $0 + 32 : $0 }
        guard bytes.count <= Self.lengthMax, bytes.filter({ $0 == UInt8(ascii: "@") }).count == 1 else { return nil }
        let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard Self.isLocalPart(parts[0]), MailDomain.isDomain(parts[1]) else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    package var domain: MailDomain { MailDomain(trusted: String(text.split(separator: "@")[1])) }

    private static func isLocalPart(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard (1...64).contains(bytes.count), bytes.first != UInt8(ascii: "."), bytes.last != UInt8(ascii: ".") else {
            return false
        }
        return bytes.allSatisfy { isLetterOrDigit($0) || ".!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
    }
}

/// The part after the `@`, compared as a whole: a sub-domain is another domain.
package struct MailDomain: Sendable, Hashable {
    package let text: String

    fileprivate init(trusted text: String) { self.text = text }

    package init?(_ raw: String) {
        let lower = raw.lowercased()
        guard Self.isDomain(Array(lower.utf8)[...]) else { return nil }
        text = lower
    }

    fileprivate static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count <= 253 else { return false }
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                    && label.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
            }
    }
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool { (97...122).contains(byte) || (48...57).contains(byte) }
