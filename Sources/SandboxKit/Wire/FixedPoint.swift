package import Storage
package import Webhooks

/// A number of hours or an amount of money, exact to a ten-thousandth.
///
/// The interface writes such numbers as numbers, the body of a hook as text, and a sum of binary fractions would show.
package struct FixedPoint: Equatable, Sendable {
    package static let digitsAfterPoint = 4
    /// Large enough for any amount of money, and small enough that a `Double` of it is read back as it was written.
    package static let tenThousandthsMax: Int64 = 1_000_000_000_000_000
    package static let one = FixedPoint(tenThousandths: 10_000)

    package let tenThousandths: Int64

    package init(tenThousandths: Int64) { self.tenThousandths = tenThousandths }

    /// Reads `24.50`, `-3` or `.5`; nil for anything else, and for what is finer than a ten-thousandth.
    package init?(_ text: some StringProtocol) {
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.contains(where: { !$0.isEmpty }),
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        guard fraction.count <= Self.digitsAfterPoint else { return nil }
        let padding = String(repeating: "0", count: Self.digitsAfterPoint - fraction.count)
        guard let digits = Int64(String(parts[0]) + fraction + padding), digits <= Self.tenThousandthsMax else {
            return nil
        }
        tenThousandths = isNegative ? -digits : digits
    }

    package static func whole(_ number: Int64) -> FixedPoint { .init(tenThousandths: number * 10_000) }
    package func isFrom0(to largest: FixedPoint) -> Bool { (0...largest.tenThousandths).contains(tenThousandths) }
    /// Without what stands after the point.
    package var wholeText: String { String(tenThousandths / 10_000) }

    package var stored: SQLValue { .integer(tenThousandths) }
    package var number: JSONValue { .number(Double(tenThousandths) / 10_000) }

    /// With two digits after the point, or as many as it needs: `0.50`, `12.3456`.
    package var text: String {
        let digits = String(tenThousandths.magnitude)
        let padded = String(repeating: "0", count: max(5 - digits.count, 0)) + digits
        var fraction = padded.suffix(Self.digitsAfterPoint)
        while fraction.count > 2, fraction.last == "0" { fraction.removeLast() }
        return (tenThousandths < 0 ? "-" : "") + padded.dropLast(Self.digitsAfterPoint) + "." + fraction
    }

    /// Rounded half away from zero; nil when it is out of bounds.
    package func multiplied(by other: FixedPoint) -> FixedPoint? {
        let (high, low) = tenThousandths.magnitude.multipliedFullWidth(by: other.tenThousandths.magnitude)
        guard high < 10_000 else { return nil }
        let (quotient, remainder) = UInt64(10_000).dividingFullWidth((high, low))
        let rounded = quotient + (remainder >= 5_000 ? 1 : 0)
        guard rounded <= UInt64(Self.tenThousandthsMax) else { return nil }
        let isNegative = (tenThousandths < 0) != (other.tenThousandths < 0)
        return FixedPoint(tenThousandths: isNegative ? -Int64(rounded) : Int64(rounded))
    }
}
