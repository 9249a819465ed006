import SandboxKit
import Storage
import Webhooks

extension FileContents {
    init(_ file: DossierFile, in reading: any Reading) throws {
        let parts = try FileTables.parts(of: .lawVu(file.id), in: reading)
        self = parts.isEmpty ? .written(file.page) : .uploaded(FileSlices(parts: parts))
    }
}

extension DossierFile {
    /// What stands in a file that came with the world: nobody uploaded it, yet it opens, and is as large as its record
    /// says.
    fileprivate var page: [UInt8] {
        PDF(lines: [
            .init(text: LawVuSetUp.organisation, points: 14, isBold: true), .init(text: ""),
            .init(text: name, points: 20, isBold: true), .init(text: ""), .init(text: displayID),
            .init(text: "This file was made up by the sandbox. Nobody is bound by it."),
        ]).bytes(size: size)
    }
}
