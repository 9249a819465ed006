/// An exact decimal with four places. Money, hours and quantities are never held in floating point, so that sums agree
/// with the firm's own books.
package struct ExactDecimal: Sendable, Hashable, Comparable {
    package let tenThousandths: Int64

    package static let zero = ExactDecimal(tenThousandths: 0)
    /// Keeps sums over the rows of a matter far from the limits of 64 bits.
    static let wholeDigitsMax = 12
    private static let unit: Int64 = 10_000
    package static let one = ExactDecimal(tenThousandths: unit)

    package init(tenThousandths: Int64) { self.tenThousandths = tenThousandths }

    /// Parses `24.5`, `-0.50`, `1200`; more than four places are rounded, halves away from zero. Nil for anything else.
    package init?(_ text: some StringProtocol) {
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0).split(
            separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let places = parts.count == 2 ? String(parts[1]) : "0"
        guard let whole = parts.first, (1...Self.wholeDigitsMax).contains(whole.utf8.count), !places.isEmpty,
            (whole + places).utf8.allSatisfy({ (48...57).contains($0) }), let units = Int64(whole),
            let fraction = Int64((places + "0000").prefix(4))
        else { return nil }
        let isRoundedUp = places.utf8.dropFirst(4).first.map { $0 >= UInt8(ascii: "5") } ?? false
        let size = units * Self.unit + fraction + (isRoundedUp ? 1 : 0)
        tenThousandths = isNegative ? -size : size
    }

    package static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        left.tenThousandths < right.tenThousandths
    }

    /// Rounded to four places, halves away from zero; nil when it does not fit.
    package func multiplied(by other: ExactDecimal) -> ExactDecimal? {
        let product = Int128(tenThousandths) * Int128(other.tenThousandths)
        let half = Int128(Self.unit / 2) * product.signum()
        return Int64(exactly: (product + half) / Int128(Self.unit)).map(ExactDecimal.init)
    }

    /// Nil when it does not fit.
    package static func sum(_ amounts: [ExactDecimal]) -> ExactDecimal? {
        let sum = amounts.reduce(Int128(0)) { $0 + Int128($1.tenThousandths) }
        return Int64(exactly: sum).map(ExactDecimal.init)
    }

    /// Without trailing zeros, but with at least `placesMin` places: `24.50` for 24.5 with two.
    package func text(placesMin: Int = 0) -> String {
        let size = tenThousandths.magnitude
        var places = padded(Int(size % UInt64(Self.unit)), 4)
        while places.hasSuffix("0"), places.count > placesMin { places.removeLast() }
        return (tenThousandths < 0 ? "-" : "") + String(size / UInt64(Self.unit)) + (places.isEmpty ? "" : "." + places)
    }
}
