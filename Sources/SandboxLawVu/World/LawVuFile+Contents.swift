import SandboxKit
import Storage
import Webhooks

extension FileContents {
    init(_ file: LawVuFile, in reading: any Reading) throws {
        let parts = try FileTables.parts(of: .lawVu(file.id), in: reading)
        self = parts.isEmpty ? .generated(file.generatedPage) : .uploaded(FileSlices(parts: parts))
    }
}

extension LawVuFile {
    /// The generated PDF page of a seeded file, which has no upload; its size is that of the file's row.
    fileprivate var generatedPage: [UInt8] {
        PDF(lines: [
            .init(text: LawVuSetUp.organisation, points: 14, isBold: true), .init(text: ""),
            .init(text: name, points: 20, isBold: true), .init(text: ""), .init(text: displayID),
            .init(text: "This file was made up by the sandbox. Nobody is bound by it."),
        ]).bytes(size: size)
    }
}
