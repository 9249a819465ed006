import Foundation
import Testing

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

/// Looks at the bytes as a reader of PDF does: from the end to the table, from the table to the objects.
private struct ReadPDF {
    let text: String
    /// What stands at each offset of the table.
    let objects: [String]

    init(_ bytes: [UInt8]) throws {
        // One scalar a byte, so that places are offsets.
        let scalars = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        text = scalars
        func at(_ place: Int) -> Substring { Substring(scalars.unicodeScalars.dropFirst(place)) }
        let end = try #require(scalars.range(of: "startxref\n"))
        let offset = try #require(Int(scalars[end.upperBound...].prefix { $0.isNumber }))
        let table = at(offset).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(table[0] == "xref")
        let count = try #require(Int(table[1].split(separator: " ")[1]))
        objects = try table[3..<2 + count].map { row in
            #expect(row.unicodeScalars.count == 19, "each row has twenty bytes, its end counted")
            let place = try #require(Int(row.prefix(10)))
            return String(at(place))
        }
    }
}

@Suite struct `A page that the sandbox writes` {
    static let lines = [
        PDF.Line(text: "Costs (agreement) \\ “draft” – Zoë", points: 20, isBold: true), .init(text: "Матер"),
    ]

    @Test(arguments: [0, 5_000, 9_999, 10_000, 10_001, 180_000])
    func `has its objects where its table says, and the size that was asked for`(size: Int) throws {
        let bytes = PDF(lines: Self.lines).bytes(size: size)
        if size > 0 { #expect(bytes.count == size) }
        let read = try ReadPDF(bytes)
        #expect(read.text.hasPrefix("%PDF-1.4\n"))
        #expect(read.text.hasSuffix("%%EOF\n"))
        #expect(read.objects.count == 6)
        for (place, object) in read.objects.enumerated() { #expect(object.hasPrefix("\(place + 1) 0 obj\n")) }
        let stream = try #require(read.objects.last)
        let length = try #require(
            stream.split(separator: "/Length ").dropFirst().first.flatMap { Int($0.prefix { $0.isNumber }) })
        let start = try #require(stream.range(of: "stream\n")).upperBound
        #expect(stream[start...].unicodeScalars.dropFirst(length).starts(with: "\nendstream".unicodeScalars))
    }

    @Test(arguments: 1_200...1_290)
    func `is filled up to any size`(size: Int) throws {
        let bytes = PDF(lines: Self.lines).bytes(size: size)
        #expect(bytes.count == size)
        #expect(try ReadPDF(bytes).objects.count == 6)
    }

    @Test func `cannot be broken out of by what stands in it`() {
        #expect(PDF.literal(") Tj (\\") == Array("(\\) Tj \\(\\\\)".utf8))
        #expect(PDF.literal("a\nb\u{0}Ж") == Array("(a?b??)".utf8))
        #expect(PDF.literal("é–") == [0x28, 0xE9, 0x96, 0x29])
    }
}
