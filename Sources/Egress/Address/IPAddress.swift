import Glibc

/// An IPv4 or IPv6 address, as a number.
package enum IPAddress: Sendable, Hashable {
    case v4(UInt32)
    case v6(UInt128)

    /// Parses the strict forms only (`127.0.0.1`, `2001:db8::1`). `127.1` and `0x7f000001` are not addresses here; what
    /// a resolver returns for them is checked again.
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
            self = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { .v6(UInt128($0.pointee.sin6_addr)) }
        default: return nil
        }
    }

    /// Dotted, or eight groups in hexadecimal.
    package var text: String {
        switch self {
        case .v4(let bits):
            stride(from: 24, through: 0, by: -8).map { String(bits >> $0 & 0xFF) }.joined(separator: ".")
        case .v6(let bits):
            stride(from: 112, through: 0, by: -16).map { String(bits >> $0 & 0xFFFF, radix: 16) }.joined(separator: ":")
        }
    }

    /// The address that a packet reaches: the IPv4 address in an IPv4-mapped (`::ffff:0:0/96`) or NAT64 (`64:ff9b::/96`)
    /// address. The attack: without this, `::ffff:127.0.0.1` passes every rule for `127.0.0.1`.
    package var unwrapped: IPAddress {
        guard case .v6(let bits) = self else { return self }
        let prefix = bits >> 32
        return prefix == 0xFFFF || prefix == 0x64_FF9B << 64 ? .v4(UInt32(truncatingIfNeeded: bits)) : self
    }

    /// The IPv4 addresses that a translator or a tunnel on the way may derive from this one: the last four bytes (RFC
    /// 4291, 5214, 6052), inverted (Teredo, RFC 4380), after two bytes (6to4, RFC 3056), or after a shorter prefix of a
    /// translator, around the byte that is always zero (RFC 6052). The prefix of a network's translator is not known
    /// from outside, so all positions are read.
    var embedded: [IPAddress] {
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

/// A CIDR block, such as `10.0.0.0/8`.
package struct AddressBlock: Sendable, Hashable {
    private let base: IPAddress
    private let prefixBits: Int

    /// Nil unless `text` is an address, or an address and a prefix length.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, let base = IPAddress(String(first)), parts.count <= 2 else { return nil }
        let widest = if case .v4 = base { 32 } else { 128 }
        let length = parts.count == 2 ? Int(parts[1]) : widest
        guard let length, (0...widest).contains(length) else { return nil }
        self.base = base
        prefixBits = length
    }

    package func contains(_ address: IPAddress) -> Bool {
        switch (base, address) {
        case (.v4(let left), .v4(let right)): prefixBits == 0 || (left ^ right) >> UInt32(32 - prefixBits) == 0
        case (.v6(let left), .v6(let right)): prefixBits == 0 || (left ^ right) >> UInt128(128 - prefixBits) == 0
        default: false
        }
    }
}
