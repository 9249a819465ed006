import Glibc

/// An address of the internet, as a number.
package enum IPAddress: Sendable, Hashable {
    case v4(UInt32)
    case v6(UInt128)

    /// Reads the strict forms only (`127.0.0.1`, `2001:db8::1`); `127.1` and `0x7f000001` are names to this reader, and
    /// what a resolver makes of them is looked at again.
    package init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self = .v4(UInt32(bigEndian: four.s_addr))
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            self = .v6(UInt128(six))
        } else {
            return nil
        }
    }

    init?(_ address: UnsafePointer<sockaddr>) {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            self = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                .v4(UInt32(bigEndian: $0.pointee.sin_addr.s_addr))
            }
        case AF_INET6:
            self = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                .v6(UInt128($0.pointee.sin6_addr))
            }
        default: return nil
        }
    }

    /// In a form that a dialler takes: dotted, or eight groups in hexadecimal.
    package var text: String {
        switch self {
        case .v4(let bits):
            stride(from: 24, through: 0, by: -8).map { String(bits >> $0 & 0xFF) }.joined(separator: ".")
        case .v6(let bits):
            stride(from: 112, through: 0, by: -16).map { String(bits >> $0 & 0xFFFF, radix: 16) }
                .joined(separator: ":")
        }
    }

    /// The address that a packet reaches: an IPv4 address behind its IPv4-mapped (`::ffff:0:0/96`) or NAT64
    /// (`64:ff9b::/96`) form. Without this, `::ffff:127.0.0.1` would walk past every rule for `127.0.0.1`.
    package var unwrapped: IPAddress {
        guard case .v6(let bits) = self else { return self }
        let prefix = bits >> 32
        return prefix == 0xFFFF || prefix == 0x64_FF9B << 64 ? .v4(UInt32(truncatingIfNeeded: bits)) : self
    }

    /// The IPv4 addresses that a translator or a tunnel on the way may make of this one: the last four bytes (RFC 4291,
    /// 5214, 6052), inverted (Teredo, RFC 4380), behind two bytes (6to4, RFC 3056), or behind a shorter prefix of a
    /// translator, around the byte that stays zero (RFC 6052). Which prefix a network gives to its translator nobody
    /// outside can know, so every place is read.
    var carried: [IPAddress] {
        guard case .v6(let bits) = self else { return [self] }
        let withoutZeroByte = (bits >> 64) << 56 | bits & (1 << 56 - 1)
        let places = [bits, ~bits, bits >> 80] + [32, 40, 48, 56, 64].map { withoutZeroByte >> (88 - $0) }
        return places.map { .v4(UInt32(truncatingIfNeeded: $0)) }
    }
}

extension UInt128 {
    fileprivate init(_ address: in6_addr) {
        self = withUnsafeBytes(of: address) { bytes in bytes.reduce(0) { $0 << 8 | UInt128($1) } }
    }
}

/// A range of addresses, such as `10.0.0.0/8`.
package struct AddressBlock: Sendable, Hashable {
    private let base: IPAddress
    private let prefixBits: Int

    /// Nil unless `text` is an address, or an address and the length of its prefix.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, let base = IPAddress(String(first)), parts.count <= 2 else { return nil }
        let widest = if case .v4 = base { 32 } else { 128 }
        let length = parts.count == 2 ? Int(parts[1]) : widest
        guard let length, (0...widest).contains(length) else { return nil }
        (self.base, prefixBits) = (base, length)
    }

    package func contains(_ address: IPAddress) -> Bool {
        switch (base, address) {
        case (.v4(let left), .v4(let right)): prefixBits == 0 || (left ^ right) >> UInt32(32 - prefixBits) == 0
        case (.v6(let left), .v6(let right)): prefixBits == 0 || (left ^ right) >> UInt128(128 - prefixBits) == 0
        default: false
        }
    }
}
