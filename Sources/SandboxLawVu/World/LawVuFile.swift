import Matters
import SandboxKit
import Storage
import Webhooks

/// A file of a matter or contract, or the document of a contract.
struct LawVuFile: MatterOrContractPart, Equatable {
    static let table = "lawvu_files"
    static let sequence = "lawvu file"
    static let ownColumns = [
        "is_document", "name", "size", "version", "created_at", "created_by", "modified_at", "modified_by",
    ]
    var id: Int64 = 0
    let kind: MatterOrContract.Kind
    /// Nil for the document of a contract that is not created yet.
    var itemID: Int64?
    /// Whether it is the contract's document, which is not listed among its files.
    var isDocument = false
    var name: String
    var size: Int
    /// Counts from 1; each upload of the same file increments it.
    var version = 1
    let createdAt: Instant
    let createdBy: String
    var modifiedAt: Instant
    var modifiedBy: String

    var displayID: String { "LV0001-" + padded(id, 7) + "." + String(version) }
}

extension LawVuFile {
    var ownValues: [SQLValue] {
        [
            SQLValue(isDocument), .text(name), SQLValue(size), SQLValue(version), .integer(createdAt.milliseconds),
            .text(createdBy), .integer(modifiedAt.milliseconds), .text(modifiedBy),
        ]
    }

    init(_ row: Row) {
        self.init(
            id: row.integer(0), kind: MatterOrContract.Kind(rawValue: row.text(1)) ?? .matter,
            itemID: row.optionalInteger(2), isDocument: row.flag(3), name: row.text(4), size: row.int(5),
            version: row.int(6), createdAt: Instant(milliseconds: row.integer(7)), createdBy: row.text(8),
            modifiedAt: Instant(milliseconds: row.integer(9)), modifiedBy: row.text(10))
    }

    static func files(of item: MatterOrContract, in reading: any Reading) throws -> [LawVuFile] {
        try list(of: item, "AND is_document = 0 ORDER BY id", in: reading)
    }

    static func document(of contract: MatterOrContract, in reading: any Reading) throws -> LawVuFile? {
        try list(of: contract, "AND is_document = 1 ORDER BY id", in: reading).first
    }

    /// Of a seeded file, which has no upload, a generated PDF page; its size is that of the file's row.
    func contents(in reading: any Reading) throws -> FileContents {
        let parts = try FileTables.parts(of: owner, in: reading)
        return parts.isEmpty ? .generated(generatedPage) : .uploaded(FileSlices(parts: parts))
    }

    var owner: FileOwner { FileOwner(system: "lawvu", id: id) }

    private var generatedPage: [UInt8] {
        PDF(lines: [
            .init(text: LawVuSetUp.organisation, points: 14, isBold: true), .init(text: ""),
            .init(text: name, points: 20, isBold: true), .init(text: ""), .init(text: displayID),
            .init(text: "This file was made up by the sandbox. Nobody is bound by it."),
        ]).bytes(size: size)
    }
}
