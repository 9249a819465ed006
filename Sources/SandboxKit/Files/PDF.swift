import Matters

/// One A4 page of text as a PDF 1.4 file; the same lines give the same bytes.
package struct PDF {
    package struct Line: Equatable {
        let text: String
        let points: Int
        let isBold: Bool

        package init(text: String, points: Int = 11, isBold: Bool = false) {
            self.text = text
            self.points = points
            self.isBold = isBold
        }
    }

    /// Longer lines, and more of them, would leave the page.
    static let lineCharactersMax = 90
    static let linesMax = 40
    private static let comment = 80

    let lines: [Line]

    package init(lines: [Line]) {
        self.lines = lines
    }

    /// - Parameter size: of the file, which comments fill up; ignored when the page itself is larger.
    package func bytes(size: Int = 0) -> [UInt8] {
        var file = Array("%PDF-1.4\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
        var offsets: [Int] = []
        for (place, object) in objects.enumerated() {
            offsets.append(file.count)
            file += Array("\(place + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
        }
        file += Self.filling(size - file.count - Self.tail(offsets, xref: 0).count)
        return file + Self.tail(offsets, xref: file.count)
    }

    private var objects: [[UInt8]] {
        let fonts = ["Helvetica", "Helvetica-Bold"].map {
            "<< /Type /Font /Subtype /Type1 /BaseFont /\($0) /Encoding /WinAnsiEncoding >>"
        }
        let texts =
            [
                "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R "
                    + "/Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> >>",
            ] + fonts
        return texts.map { Array($0.utf8) } + [stream]
    }

    private var stream: [UInt8] {
        var content = Array("BT\n60 770 Td\n".utf8)
        for line in lines.prefix(Self.linesMax) {
            content += Array("/F\(line.isBold ? 2 : 1) \(line.points) Tf\n".utf8)
            content += Self.literal(String(line.text.prefix(Self.lineCharactersMax)))
            content += Array(" Tj\n0 -\(line.points * 3 / 2) Td\n".utf8)
        }
        content += Array("ET".utf8)
        return Array("<< /Length \(content.count) >>\nstream\n".utf8) + content + Array("\nendstream".utf8)
    }

    /// In parentheses and in the encoding of the font; a character that it lacks becomes a question mark.
    static func literal(_ text: String) -> [UInt8] {
        let bytes = text.unicodeScalars.flatMap { scalar -> [UInt8] in
            switch scalar {
            case "(", ")", "\\": [UInt8(ascii: "\\"), UInt8(ascii: scalar)]
            case " "..."~", "\u{A0}"..."\u{FF}": [UInt8(scalar.value)]
            case "–": [0x96]
            case "—": [0x97]
            case "‘": [0x91]
            case "’": [0x92]
            case "“": [0x93]
            case "”": [0x94]
            case "€": [0x80]
            default: [UInt8(ascii: "?")]
            }
        }
        return Array("(".utf8) + bytes + Array(")".utf8)
    }

    private static func filling(_ count: Int) -> [UInt8] {
        guard count > 0 else { return [] }
        let line = Array("%".utf8) + Array(repeating: UInt8(ascii: " "), count: comment - 2) + Array("\n".utf8)
        let lines = Array(repeatElement(line, count: count / comment).joined())
        let rest = count % comment
        return lines + (rest == 0 ? [] : line.prefix(rest - 1) + Array("\n".utf8))
    }

    /// Offsets have ten digits each, so that the length does not depend on them.
    private static func tail(_ offsets: [Int], xref: Int) -> [UInt8] {
        let rows = offsets.map { padded($0, 10) + " 00000 n \n" }.joined()
        return Array(
            """
            xref
            0 \(offsets.count + 1)
            0000000000 65535 f \n\(rows)trailer
            << /Size \(offsets.count + 1) /Root 1 0 R >>
            startxref
            \(padded(xref, 10))
            %%EOF\n
            """.utf8)
    }
}
