import Matters
package import Storage
package import Webhooks

/// A number of hours or an amount of money, exact to a ten-thousandth.
///
/// The API writes it as a number, the body of a webhook as text; rounding errors of binary fractions would be visible.
package struct FixedPoint: Equatable, Sendable {
    package static let digitsAfterPoint = 4
    /// A `Double` represents every value up to this one exactly enough to be read back unchanged.
    package static let tenThousandthsMax: Int64 = 1_000_000_000_000_000
    package static let one = FixedPoint(tenThousandths: 10_000)

    package let tenThousandths: Int64

    package init(tenThousandths: Int64) { self.tenThousandths = tenThousandths }

    /// Parses `24.50`, `-3` or `.5`; nil for any other form or more than four decimal places.
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
    /// Truncated to the integer part.
    package var wholeText: String { String(tenThousandths / 10_000) }

    package var stored: SQLValue { .integer(tenThousandths) }
    package var number: JSONValue { .number(Double(tenThousandths) / 10_000) }

    /// With at least two decimal places: `0.50`, `12.3456`.
    package var text: String { exact.text(placesMin: 2) }

    /// Rounded half away from zero; nil when it is out of bounds.
    package func multiplied(by other: FixedPoint) -> FixedPoint? {
        guard let product = exact.multiplied(by: other.exact),
            product.tenThousandths.magnitude <= Self.tenThousandthsMax
        else { return nil }
        return FixedPoint(tenThousandths: product.tenThousandths)
    }

    private var exact: ExactDecimal { ExactDecimal(tenThousandths: tenThousandths) }
}
