import Testing

/// Every rule catches its own bad sample, and leaves the good one alone.
@Suite struct RuleTests {
    private func file(_ text: String, at path: String = "Sources/Sync/Sample.swift") -> SourceFile {
        SourceFile(path: path, text: text)
    }

    @Test(arguments: [
        ("let a = 1 // Task {", "let a = 1          "),
        ("/* a /* b */ c */ d", "                  d"),
        (#"f("try! \(try! g("x")) y")"#, #"f("      (try! g(" "))  ")"#),
        ("##\"a \"# b\"## + c", "##\"      \"## + c"),
        ("\"\"\"\na \"b\"\n\"\"\" + c", "\"\"\"\n     \n\"\"\" + c"),
        (#"g("\"") + h"#, #"g("  ") + h"#),
    ])
    func `words and comments are blanked out, code is kept`(_ text: String, _ code: String) {
        #expect(SwiftMask.code(of: text) == code)
    }

    @Test(arguments: [
        ("Sources/Matters/A.swift", "import Storage"),
        ("Sources/Sync/A.swift", "package import Connectors"),
        ("Sources/Sync/A.swift", "import AsyncHTTPClient"),
        ("Sources/Records/A.swift", "@preconcurrency import struct GRDB.Database"),
        ("Sources/Sandbox/A.swift", "import Web"),
        ("Sources/SandboxLawVu/A.swift", "import SandboxActionStep"),
        ("Sources/SandboxKit/A.swift", "import SandboxLawfficient"),
        ("Sources/Web/A.swift", "import SandboxKit"),
        ("Sources/Delivery/A.swift", "import Hummingbird"),
        ("Sources/Webhooks/A.swift", "import Foundation"),
        ("Sources/Storage/A.swift", "import NIOCore"),
        ("Sources/Web/A.swift", "import SomethingNew"),
        ("Sources/Newcomer/A.swift", "import Matters"),
    ])
    func `an import against the arrows is found`(_ path: String, _ text: String) {
        #expect(ImportRules.findings(in: file("// why\n" + text, at: path)).map(\.line) == [2])
    }

    @Test(arguments: [
        ("Sources/Web/A.swift", "package import Hummingbird"),
        ("Sources/Records/A.swift", "// import GRDB\nimport Storage"),
        ("Sources/Webhooks/A.swift", "import Crypto\nimport FoundationEssentials"),
    ])
    func `an import along the arrows is fine`(_ path: String, _ text: String) {
        #expect(ImportRules.findings(in: file(text, at: path)) == [])
    }

    @Test(arguments: [(400, 0), (401, 1)])
    func `a file of over 400 lines is found`(_ lines: Int, _ count: Int) {
        #expect(SizeRules.findings(in: file(String(repeating: "let a = 1\n", count: lines))).count == count)
    }

    @Test(arguments: [(58, 0), (59, 1)])
    func `a function of over 60 lines is found`(_ lines: Int, _ count: Int) {
        let body = String(repeating: "        run({ \"}\" })\n", count: lines)
        let text =
            "protocol P {\n    func none()\n    func two() -> Int\n}\nextension P {\n    func long(\n"
            + "        a: Int = { 1 }()) {\n"
        let findings = SizeRules.findings(in: file(text + body.dropLast() + "}\n    func next() {}\n}\n"))
        #expect(findings.count == count)
        #expect(findings.allSatisfy { $0.line == 6 })
    }

    @Test(arguments: BannedCall.all)
    func `each banned call is found, and only where it is banned`(_ call: BannedCall) {
        let bad = file("let a = 1\nlet b = \(call.text) }")
        #expect(call.findings(in: bad).map(\.line) == [2])
        for path in call.allowed { #expect(call.findings(in: file(bad.text, at: path)) == []) }
    }

    @Test func `a banned call inside a word, a comment or a string is none`() {
        let text = "group.addTask { fingerprint(x) } // print(1)\nlet a = \"try!\""
        #expect(BannedCall.all.flatMap { $0.findings(in: file(text)) } == [])
    }

    @Test func `a type named like its module is found`() {
        #expect(NameRules.findings(in: file("package struct Sync: Sendable {}")).count == 1)
        #expect(NameRules.findings(in: file("package struct SyncRoom {}")) == [])
    }

    @Test(arguments: [
        (["Sources/Web/A/Assets/a.css"], [("a.css", "A/Assets/a.css")], 0),
        (["Sources/Web/A/a.css"], [("a.css", "A/a.css")], 1),
        (["Sources/Web/A/Assets/a.css"], [], 1),
        (["Sources/Web/A/Assets/a.css"], [("a.css", "A/Assets/a.css"), ("a.css", "A/Assets/a.css")], 1),
        (["Sources/Web/A/Assets/a.css"], [("b.css", "A/Assets/a.css")], 1),
        ([], [("a.css", "A/Assets/a.css")], 1),
    ])
    func `an asset that is not embedded, in the wrong folder or under another name is found`(
        _ paths: [String], _ entries: [(name: String, path: String)], _ count: Int
    ) {
        let lines = entries.map {
            "    {\"\($0.name)\", (const unsigned char[]){\n#embed \"\($0.path)\" suffix(, 0)\n    }},"
        }
        let list = SourceFile(path: "Sources/Web/WebAssets.c", text: lines.joined(separator: "\n"))
        let files = paths.map { SourceFile(path: $0, text: "") }
        #expect(AssetRules.findings(files: files, lists: [list]).count == count)
    }

    @Test(arguments: [
        ("# One\n\ntext\n", 0), ("# One\n# Two\n", 1), ("text\n", 1), ("# One\n```\n# a comment\n```\n", 0),
    ])
    func `a document with no title or two is found`(_ text: String, _ count: Int) {
        #expect(MarkdownRules.findings(in: file(text, at: "docs/a.md")).count == count)
    }

    @Test func `comments can be blanked out alone`() {
        #expect(SwiftMask.code(of: #"f("a // \(b) c") // d"#, keepsStrings: true) == #"f("a // \(b) c")     "#)
    }

    @Test(arguments: [
        ("takeLeaseToken", ["take", "lease", "token"]), ("HTTPRoutes", ["http", "routes"]), ("desk", ["desk"]),
        ("inbox_parked", ["inbox", "", "parked"]), ("URL", ["url"]), ("toURLText", ["to", "url", "text"]),
    ])
    func `a name is split into its words`(_ name: String, _ words: [String]) {
        #expect(WordRules.words(of: name).filter { !$0.isEmpty } == words.filter { !$0.isEmpty })
    }

    @Test(arguments: [
        ("Sources/Web/A.swift", "struct HookDoor {}", 1),
        ("Sources/Web/A.swift", "func take(desk: Int) { let mend = 1 }", 1),
        ("Sources/Web/Look/A.swift", "struct Page {}", 1), ("Sources/Engine/A.swift", "struct Page {}", 1),
        ("Sources/Web/A.swift", "struct PageManager {}", 1), ("Sources/Web/A.swift", "case mortgageManager", 0),
        ("Sources/Web/A.swift", "struct Desktop { var indoor = \"door\" } // a desk", 0),
    ])
    func `an invented name is found`(_ path: String, _ text: String, _ count: Int) {
        #expect(WordRules.findings(in: file(text, at: path)).count == count)
    }

    @Test(arguments: [
        ("SELECT 1 FROM inbox WHERE state = 0", 1), ("UPDATE d SET o.state=5", 1),
        ("status IN ('active', 'deleted')", 1),
        ("relation <> 'client'", 1), ("state = $1", 0), ("state = \\(State.sorted.sql)", 0), ("estate = 1", 0),
    ])
    func `a state that a statement writes as a literal is found`(_ sql: String, _ count: Int) {
        #expect(StateLiteralRules.findings(in: file("let sql = \"\(sql)\"")).count == count)
        #expect(StateLiteralRules.findings(in: file("let sql = \"\(sql)\"", at: "Sources/Records/ASchema.swift")) == [])
    }

    @Test(arguments: [("Sources/Web/A.swift", 1), ("Sources/Records/A.swift", 0), ("Sources/SandboxKit/A.swift", 0)])
    func `a statement outside of the targets that store is found`(_ path: String, _ count: Int) {
        let text = "// DELETE FROM x\nlet sql = \"SELECT a FROM b\""
        #expect(StatementRules.findings(in: file(text, at: path)).map(\.line) == (count == 1 ? [2] : []))
    }

    @Test(arguments: [
        ("let a = \"<p>{{name}}</p>\"", 1), ("let a = \"<!doctype html>\"", 1), ("let a = 1 // {{name}}", 0),
        ("let a = \"a < b\"", 0),
    ])
    func `a template in Swift source is found`(_ text: String, _ count: Int) {
        #expect(TemplateRules.findings(in: file(text)).count == count)
    }

    @Test(arguments: [
        ("Sources/SandboxLawVu/A.swift", "let a = ActionStepEvent.all", 1),
        ("Sources/Sync/A.swift", "let a = \"lawvu\"", 1), ("Sources/SandboxLawVu/A.swift", "let a = LawVuTopic.all", 0),
        ("Sources/Sync/A.swift", "// such as ActionStep", 0), ("Sources/Matterwire/A.swift", "let a = \"lawvu\"", 0),
    ])
    func `a practice system named in another's place is found`(_ path: String, _ text: String, _ count: Int) {
        #expect(VendorRules.findings(in: file(text, at: path)).count == count)
    }

    @Test(arguments: [
        ("`Sources/Gone`", 1), ("`Web/Gone/Page` and `Web/Here`", 1), ("[text](gone.md)", 1), ("`a/b`", 0),
        ("`scripts/here`", 0),
        ("[text](https://gone.example)", 0), ("    Web/Gone", 0), ("`GET /api/v1`", 0),
    ])
    func `a path that leads nowhere is found`(_ text: String, _ count: Int) {
        let findings = DocumentPathRules.findings(in: file(text, at: "docs/a.md"), targets: ["Web"]) {
            ["Sources/Web/Here.swift", "scripts/here"].contains($0)
        }
        #expect(findings.count == count)
    }
}
