import NIOCore
import Testing

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `A form that arrives in pieces` {
    static let type = "multipart/form-data; boundary=xyz"
    static let form =
        "--xyz\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nSigned\r\n--xyz\r\n"
        + "Content-Disposition: form-data; name=\"file\"; filename=\"a \\\"b\\\".pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
        + "%PDF-\r\n--xy\r\r\n--x\r\n--xyz--\r\n"

    /// What came out: each part's name, file name and content.
    struct Part: Equatable {
        var name: String
        var fileName: String?
        var content = ""
    }

    static func read(_ text: String, type: String = type, pieces: Int) throws -> [Part] {
        var parser = try MultipartParser(contentType: type)
        var (parts, rest): ([Part], [UInt8]) = ([], Array(text.utf8))
        while !rest.isEmpty {
            parser.feed(ByteBuffer(bytes: rest.prefix(pieces)))
            rest.removeFirst(min(pieces, rest.count))
            while let event = try parser.next() {
                switch event {
                case .part(let part): parts.append(Part(name: part.name, fileName: part.fileName))
                case .bytes(let bytes): parts[parts.count - 1].content += String(buffer: bytes)
                case .partEnd: break
                }
            }
        }
        try parser.finish()
        return parts
    }

    @Test(arguments: Array(1...40) + [1_000])
    func `is the same whatever the pieces`(pieces: Int) throws {
        let parts = try Self.read(Self.form, pieces: pieces)
        #expect(
            parts == [
                Part(name: "title", fileName: nil, content: "Signed"),
                Part(name: "file", fileName: "a \"b\".pdf", content: "%PDF-\r\n--xy\r\r\n--x"),
            ])
    }

    @Test func `is refused when it is cut off anywhere`() throws {
        for length in 0..<Self.form.utf8.count - 2 {
            let cut = String(decoding: Array(Self.form.utf8).prefix(length), as: UTF8.self)
            #expect(throws: MultipartFailure.truncated, "after \(length) bytes") {
                try Self.read(cut, pieces: 7)
            }
        }
    }

    /// Whatever one byte is changed to, the parser answers with parts or a failure, and holds on to nothing.
    @Test func `with any byte of it changed, is read or refused`() throws {
        let bytes = Array(Self.form.utf8)
        for place in bytes.indices {
            for byte: UInt8 in [0, 10, 13, 34, 45, 58, 59, 255] {
                var parser = try MultipartParser(contentType: Self.type)
                var changed = bytes
                changed[place] = byte
                parser.feed(ByteBuffer(bytes: changed))
                var events = 0
                do { while try parser.next() != nil { events += 1 } } catch {}
                #expect(events <= 20)
            }
        }
    }

    @Test(arguments: [
        ("text/plain; boundary=xyz", MultipartFailure.noBoundary), ("multipart/form-data", .noBoundary),
        ("multipart/form-data; boundary=", .noBoundary), ("multipart/form-data; boundary=\"a", .noBoundary),
        ("multipart/form-data; boundary=a; boundary=b", .noBoundary),
        ("multipart/form-data; boundary=a\u{7}", .noBoundary),
        ("multipart/form-data; boundary=" + String(repeating: "b", count: 71), .noBoundary),
    ])
    func `needs a boundary that it keeps to`(type: String, failure: MultipartFailure) {
        #expect(throws: failure) { try MultipartParser(contentType: type) }
    }

    @Test(arguments: ["xyz", "\"x y\"", String(repeating: "b", count: 70)])
    func `takes a boundary that is quoted, or as long as one may be`(boundary: String) throws {
        let plain = boundary.filter { $0 != "\"" }
        let text = "--\(plain)\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--\(plain)--"
        #expect(
            try Self.read(text, type: "multipart/form-data; boundary=\(boundary)", pieces: 9) == [Part(name: "a")])
    }

    @Test(arguments: [
        ("before\r\n--xyz\r\n", MultipartFailure.badDelimiter), ("--abc\r\nmore", .badDelimiter),
        ("--xyzz\r\n", .badDelimiter), ("--xyz--\r\nafter", .badDelimiter), ("--xyz--and", .badDelimiter),
        ("--xyz\r\nContent-Type: text/plain\r\n\r\n", .badHeaders),
        ("--xyz\r\nContent-Disposition: attachment; name=a\r\n\r\n", .badHeaders),
        ("--xyz\r\nContent-Disposition: form-data\r\n\r\n", .badHeaders),
        ("--xyz\r\nContent-Disposition: form-data; name=\"a\r\n\r\n", .badHeaders),
        ("--xyz\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\n", .badHeaders),
        (
            "--xyz\r\nContent-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b\r\n\r\n",
            .badHeaders
        ),
        ("--xyz\r\nno colon\r\n\r\n", .badHeaders),
        ("--xyz\r\nA: " + String(repeating: "a", count: 9_000), .headersTooLarge),
        ("--xyz\r\nA: " + String(repeating: "a", count: 9_000) + "\r\n\r\n", .headersTooLarge),
        (
            String(repeating: "--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n", count: 51) + "--xyz--",
            .tooManyParts
        ),
    ])
    func `is refused when it is not well formed`(text: String, failure: MultipartFailure) {
        #expect(throws: failure) { try Self.read(text, pieces: 64) }
    }

    /// Attack: headers that never end, to fill the memory.
    @Test func `holds no more than the headers may have, however much comes`() throws {
        var parser = try MultipartParser(contentType: Self.type)
        parser.feed(ByteBuffer(string: "--xyz\r\nA: "))
        var (fed, failed) = (0, false)
        while !failed, fed < 100_000 {
            parser.feed(ByteBuffer(string: String(repeating: "a", count: 1_000)))
            fed += 1_000
            do { _ = try parser.next() } catch { failed = true }
        }
        #expect(fed <= MultipartParser.headerBytesMax + 1_000)
    }
}
