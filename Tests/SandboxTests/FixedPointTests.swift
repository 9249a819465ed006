import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `A number with a fraction` {
    @Test(arguments: [
        ("24.50", 245_000, "24.50"), ("0.5", 5_000, "0.50"), ("1", 10_000, "1.00"), ("-3.25", -32_500, "-3.25"),
        (".5", 5_000, "0.50"), ("7.", 70_000, "7.00"), ("12.3456", 123_456, "12.3456"), ("0", 0, "0.00"),
        ("-0.0001", -1, "-0.0001"), ("100000000000", 1_000_000_000_000_000, "100000000000.00"),
    ])
    func `is read, kept and written exactly`(_ text: String, _ stored: Int64, _ written: String) throws {
        let number = try #require(FixedPoint(text))
        #expect(number.tenThousandths == stored)
        #expect(number.text == written)
        let onTheWire = number.number.encodedText
        #expect(try FixedPoint(JSONReader.parse(onTheWire).scalarText ?? "") == number)
    }

    @Test(arguments: [
        "", "-", ".", "1.23456", "1,5", "1.2.3", "+1", "1e3", "x", " 1", "--1", "100000000000.0001",
        "99999999999999999999",
    ])
    func `is refused when it is none, too fine or too large`(_ text: String) { #expect(FixedPoint(text) == nil) }

    @Test(arguments: [
        ("0.5", "380", "190.00"), ("0.3333", "0.5", "0.1667"), ("-0.3333", "0.5", "-0.1667"),
        ("0.0001", "0.4", "0.00"), ("100000000000", "1", "100000000000.00"), ("100000000000", "1.1", nil),
        ("100000000000", "100000000000", nil),
    ])
    func `is multiplied and rounded half away from zero`(_ left: String, _ right: String, _ product: String?) throws {
        #expect(try #require(FixedPoint(left)).multiplied(by: #require(FixedPoint(right)))?.text == product)
    }
}
