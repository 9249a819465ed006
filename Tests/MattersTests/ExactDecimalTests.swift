import Matters
import Testing

@Suite struct `A decimal with four places` {
    @Test(
        arguments: [
            ("24.50", 245_000), ("0.5", 5_000), ("-0.50", -5_000), ("1200", 12_000_000), ("0.00004", 0),
            ("0.00005", 1), ("-0.00005", -1), ("0.33333333333", 3_333), ("999999999999.9999", 9_999_999_999_999_999),
            ("1000000000000", nil), ("", nil), ("-", nil), (".5", nil), ("1.", nil), ("1e3", nil), ("1,5", nil),
            ("٥", nil), ("+1", nil), ("--1", nil), ("1.2.3", nil), ("NaN", nil),
        ] as [(String, Int64?)])
    func `is read exactly, or not at all`(text: String, tenThousandths: Int64?) {
        #expect(ExactDecimal(text)?.tenThousandths == tenThousandths)
    }

    @Test(arguments: [
        ("24.5", "24.5", "24.50"), ("3", "3", "3.00"), ("0.125", "0.125", "0.125"), ("-0.5", "-0.5", "-0.50"),
        ("0", "0", "0.00"),
    ])
    func `is written with as many places as it needs`(text: String, short: String, money: String) throws {
        let decimal = try #require(ExactDecimal(text))
        #expect(decimal.text() == short)
        #expect(decimal.text(placesMin: 2) == money)
    }

    @Test(
        arguments: [
            ("0.1", "0.2", "0.02"), ("3", "24.50", "73.5"), ("0.0001", "0.5", "0.0001"), ("-0.0001", "0.5", "-0.0001"),
            ("0.0001", "0.4999", "0"), ("999999999999", "999999999999", nil),
        ] as [(String, String, String?)])
    func `is multiplied exactly`(left: String, right: String, product: String?) throws {
        let found = try #require(ExactDecimal(left)).multiplied(by: try #require(ExactDecimal(right)))
        #expect(found?.text() == product)
    }

    @Test func `a sum that floating point misses comes out`() throws {
        let tenth = try #require(ExactDecimal("0.1"))
        #expect(ExactDecimal.sum(Array(repeating: tenth, count: 10)) == .one)
        #expect(ExactDecimal.sum([ExactDecimal(tenThousandths: .max), .one]) == nil)
    }
}
