import Testing

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `The rules for files` {
    static let pdf = Array("%PDF-1.4".utf8)

    @Test(arguments: [
        ("contract.pdf", true), ("README", true), (".hidden", true), ("a.b.txt", true), ("Zoë’s – plan.docx", true),
        ("", false), ("run.exe", false), ("run.EXE", false), ("a.pdf.bat", false), ("a/b.pdf", false),
        ("a\\b.pdf", false), ("a;b.pdf", false), ("a\u{0}.pdf", false), ("a\r\n.pdf", false), ("run.exe.", false),
        ("run.exe ", false), (String(repeating: "n", count: 251) + ".pdf", true),
        (String(repeating: "n", count: 252) + ".pdf", false),
    ])
    func `say which names are taken`(name: String, isTaken: Bool) {
        let isRefused = (try? FileRules.check(name: name)) == nil
        #expect(isRefused == !isTaken)
    }

    @Test(arguments: FileRules.refusedExtensions)
    func `refuse what can be run`(ending: String) {
        #expect(throws: RequestFailure.self) { try FileRules.check(name: "a." + ending) }
    }

    @Test(arguments: [
        ("a.pdf", pdf, true), ("a.PDF", pdf, true), ("a.pdf", Array("%PDX-1.4".utf8), false), ("a.pdf", [], false),
        ("a.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], true), ("a.png", pdf, false),
        ("a.jpg", [0xFF, 0xD8, 0xFF, 0xE0], true), ("a.jpeg", [0xFF, 0xD8], false),
        ("a.docx", [0x50, 0x4B, 0x03, 0x04, 20], true), ("a.zip", [0x50, 0x4B, 0x05, 0x06], true),
        ("a.docx", pdf, false),
        ("a.txt", Array("anything".utf8), true), ("a.unknown", [1, 2, 3], true), ("a.txt", [], true),
        ("a.txt", Array("MZ\u{90}".utf8), false), ("a", [0x7F, 0x45, 0x4C, 0x46, 2], false),
    ])
    func `hold a name to its content`(name: String, beginning: [UInt8], isTaken: Bool) {
        let isRefused = (try? FileRules.check(beginning, named: name)) == nil
        #expect(isRefused == !isTaken)
    }

    @Test(arguments: [
        (0..<10, [("a", 0, 0..<10)]), (90..<110, [("a", 0, 90..<100), ("b", 0, 0..<10)]),
        (100..<100, []), (99..<100, [("a", 0, 99..<100)]),
        (
            262_100..<262_300,
            [("b", 0, 262_000..<262_144), ("b", 1, 0..<56)]
        ),
        (300_090..<400_000, [("b", 1, 37_846..<37_856), ("c", 0, 0..<7)]),
    ])
    func `find the bytes of a file in its parts`(range: Range<Int>, found: [(String, Int, Range<Int>)]) {
        let file = FileSlices(parts: [
            .init(id: "a", bytes: 100), .init(id: "b", bytes: 300_000), .init(id: "c", bytes: 7),
        ])
        #expect(file.size == 300_107)
        #expect(
            file.slices(range)
                == found.map { FileSlices.Slice(partID: $0.0, chunk: $0.1, bytes: $0.2) })
    }
}
