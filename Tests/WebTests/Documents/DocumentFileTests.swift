import HTTPTypes
import Portal
import Testing

@testable import Matters
@testable import Web

@Suite struct `The name of a downloaded file` {
    private static let pdf = FileKind.of("application/pdf")

    @Test(arguments: [
        ("Contract of sale", "Contract of sale.pdf"), ("Contract.pdf", "Contract.pdf"),
        ("Contract.PDF", "Contract.PDF"), ("Contract.exe", "Contract.exe.pdf"), ("v1.2 final", "v1.2 final.pdf"),
        ("", "document.pdf"), ("...", "document.pdf"), (".pdf", "pdf.pdf"), ("..\\..\\boot.ini", "-..-boot.ini.pdf"),
        ("../../etc/passwd", "-..-etc-passwd.pdf"), ("a\r\nSet-Cookie: x=1", "a Set-Cookie- x=1.pdf"),
        ("a\u{0}b\u{7F}c", "abc.pdf"), ("say \"hi\"", "say -hi-.pdf"),
        ("contract\u{202E}fdp.exe", "contractfdp.exe.pdf"), ("a\u{200B}b\u{FEFF}c", "abc.pdf"),
        ("a \t \u{2028} b", "a b.pdf"), (" .hidden. ", "hidden.pdf"), ("Kauf­vertrag Müller", "Kaufvertrag Müller.pdf"),
        ("合同", "合同.pdf"),
    ])
    func `keeps what people read and loses harmful characters`(name: String, saved: String) {
        #expect(FileName(name, kind: Self.pdf).text == saved)
    }

    @Test(arguments: [
        ("notes.txt", nil as String?, "notes.txt"), ("notes", nil, "notes"), ("a.b c", "x/y", "a.b c"),
        ("scan.jpeg", "image/jpeg", "scan.jpeg"), ("scan", "IMAGE/JPEG; q=1", "scan.jpg"),
        ("page.html", "text/html", "page.html"), ("page.html", "application/pdf", "page.html.pdf"),
    ])
    func `has an extension of its type, when the type is known`(name: String, type: String?, saved: String) {
        #expect(FileName(name, kind: FileKind.of(type)).text == saved)
    }

    @Test(arguments: [149, 150, 151, 5_000])
    func `is cut to the length that file systems allow, with its extension, between characters`(length: Int) {
        let plain = FileName(String(repeating: "a", count: length - 4) + ".pdf", kind: Self.pdf).text
        #expect(plain.utf8.count == min(length, FileName.bytesMax))
        let families = FileName(String(repeating: "👨‍👩‍👧", count: length), kind: Self.pdf).text
        #expect(families.utf8.count <= FileName.bytesMax)
        #expect(families.hasSuffix(".pdf"))
    }

    @Test(arguments: [
        ("Contract", #"attachment; filename="Contract.pdf"; filename*=UTF-8''Contract.pdf"#),
        ("50% Müller", #"attachment; filename="50_ M_ller.pdf"; filename*=UTF-8''50%25%20M%C3%BCller.pdf"#),
        ("a;b'c(d)", #"attachment; filename="a;b'c(d).pdf"; filename*=UTF-8''a%3Bb%27c%28d%29.pdf"#),
    ])
    func `is in the header twice, in ASCII and in full`(name: String, header: String) {
        #expect(FileName(name, kind: Self.pdf).disposition == header)
    }

    @Test(arguments: ["\r\n", "\u{0}", "\"", "\\", "\u{202E}", "\u{85}", "\u{1F}"])
    func `cannot end its quotes`(evil: String) {
        let header = FileName("a" + evil + "b", kind: nil).disposition
        #expect(header.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x5C })
        #expect(header.count { $0 == "\"" } == 2)
    }
}

@Suite struct `The header fields of a file` {
    private func file(_ type: String?) -> DocumentFile {
        DocumentFile(matterRef: "1", documentRef: "2", name: "A", fileType: type, sizeBytes: 12)
    }

    @Test(arguments: [
        ("application/pdf", "application/pdf"), ("Application/PDF", "application/pdf"),
        ("text/html", "application/octet-stream"), ("image/svg+xml", "application/octet-stream"),
        ("text/plain; charset=utf-7", "text/plain"), ("", "application/octet-stream"),
        ("application/pdf\r\nx: y", "application/octet-stream"), (nil as String?, "application/octet-stream"),
    ])
    func `name only listed types`(type: String?, named: String) {
        #expect(DocumentHeaders.of(file(type))[.contentType] == named)
    }

    @Test func `forbid storing, guessing and running it, and ranges`() {
        let head = DocumentHeaders.of(file("application/pdf"))
        #expect(head[.cacheControl] == "private, no-store")
        #expect(head[.xContentTypeOptions] == "nosniff")
        #expect(head[.contentSecurityPolicy]?.hasPrefix("sandbox; default-src 'none'") == true)
        #expect(head[.acceptRanges] == "none")
        #expect(head[.contentLength] == "12")
    }
}

@Suite struct `A document that is unavailable` {
    @Test(
        arguments: [
            (.tooManyDownloads, 503, 10), (.tooLarge, 502, 86_400),
            (.practice(.rateLimited(retryAfterSeconds: 7)), 503, 7),
            (.practice(.rateLimited(retryAfterSeconds: nil)), 503, 10), (.practice(.unavailable(status: 500)), 503, 60),
            (.practice(.network(.timedOut)), 503, 60), (.practice(.malformed("x")), 503, 5),
            (.practice(.network(.tooLarge)), 503, 5), (.practice(.unauthorized), 502, 600),
            (.practice(.forbidden), 502, 600), (.practice(.refused(status: 400)), 502, 600),
        ] as [(DownloadRefusal, Int, Int)])
    func `says why and when to ask again`(refusal: DownloadRefusal, status: Int, seconds: Int) {
        let reason = DocumentUnavailability(refusal)
        #expect(reason.status.code == status)
        #expect(reason.retryAfterSeconds == seconds)
        #expect(!reason.sentence.isEmpty)
    }
}
