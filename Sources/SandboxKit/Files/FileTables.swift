package import Matters
import Records
package import Storage

/// The document of a simulated system that an upload belongs to.
package struct FileOwner: Equatable, Sendable {
    package let system: String
    package let id: Int64

    package init(system: String, id: Int64) {
        self.system = system
        self.id = id
    }
}

/// The statements over uploads, their parts and chunks.
package enum FileTables {
    package struct Upload: Equatable, Sendable {
        package let id: String
        package let name: String
        package let partCount: Int
        package let startedAt: Instant
        package let isAssigned: Bool
    }

    package static func upload(_ id: String, in reading: any Reading) throws -> Upload? {
        try reading.row(
            """
            SELECT id, name, part_count, started_at, document_id FROM sandbox_uploads WHERE firm_id = $1 AND id = $2
            """, [SandboxFirm.idValue, .text(id)]
        ).map {
            Upload(
                id: $0.text(0), name: $0.text(1), partCount: $0.int(2),
                startedAt: $0.instant(3), isAssigned: $0.optionalInteger(4) != nil)
        }
    }

    static func insert(_ upload: Upload, in transaction: any Writing) throws {
        let row: [SQLValue] = [
            .text(upload.id), .text(upload.name), SQLValue(upload.partCount), .integer(upload.startedAt.milliseconds),
        ]
        try transaction.insert(into: "sandbox_uploads", ["id", "name", "part_count", "started_at"], [row])
    }

    /// The stored parts by number.
    package static func parts(of uploadID: String, in reading: any Reading) throws -> [FileSlices.Part] {
        try reading.rows(
            """
            SELECT id, bytes FROM sandbox_upload_parts WHERE firm_id = $1 AND upload_id = $2 ORDER BY part_number
            """, [SandboxFirm.idValue, .text(uploadID)]
        ).map { FileSlices.Part(id: $0.text(0), bytes: $0.int(1)) }
    }

    package static func parts(of owner: FileOwner, in reading: any Reading) throws -> [FileSlices.Part] {
        try uploadIDs(of: owner, in: reading).first.map { try parts(of: $0, in: reading) } ?? []
    }

    private static func uploadIDs(of owner: FileOwner, in reading: any Reading) throws -> [String] {
        try reading.rows(
            "SELECT id FROM sandbox_uploads WHERE firm_id = $1 AND document_id = $2 AND system = $3",
            [SandboxFirm.idValue, .integer(owner.id), .text(owner.system)]
        ).map { $0.text(0) }
    }

    package static func chunk(_ place: Int, of partID: String, in reading: any Reading) throws -> [UInt8]? {
        try reading.row(
            "SELECT bytes FROM sandbox_upload_chunks WHERE firm_id = $1 AND part_id = $2 AND place = $3",
            [SandboxFirm.idValue, .text(partID), SQLValue(place)])?.blob(0)
    }

    static func begin(partID: String, at now: Instant, in transaction: any Writing) throws {
        try transaction.insert(
            into: "sandbox_upload_parts", ["id", "bytes", "started_at"],
            [[.text(partID), 0, .integer(now.milliseconds)]])
    }

    static func write(_ bytes: [UInt8], at place: Int, of partID: String, in transaction: any Writing) throws {
        try transaction.insert(
            into: "sandbox_upload_chunks", ["part_id", "place", "bytes"],
            [[.text(partID), SQLValue(place), .blob(bytes)]])
    }

    /// Adds a completely received part to an upload, replacing the part of the same number.
    static func place(
        _ part: FileSlices.Part, as number: Int, of uploadID: String, in transaction: any Writing
    ) throws {
        let old = try transaction.rows(
            "SELECT id FROM sandbox_upload_parts WHERE firm_id = $1 AND upload_id = $2 AND part_number = $3",
            [SandboxFirm.idValue, .text(uploadID), SQLValue(number)])
        for row in old { try delete(partID: row.text(0), in: transaction) }
        try transaction.update(
            "sandbox_upload_parts", part.id, ["upload_id", "part_number", "bytes"],
            [.text(uploadID), SQLValue(number), SQLValue(part.bytes)])
    }

    /// - Returns: false when the upload already belongs to a document.
    package static func assign(_ uploadID: String, to owner: FileOwner, in transaction: any Writing) throws -> Bool {
        try transaction.run(
            """
            UPDATE sandbox_uploads SET document_id = $3, system = $4
            WHERE firm_id = $1 AND id = $2 AND document_id IS NULL
            """, [SandboxFirm.idValue, .text(uploadID), .integer(owner.id), .text(owner.system)]) == 1
    }
}

/// Deleting files and expired uploads.
extension FileTables {
    /// Limits the size of one transaction: a large file has hundreds of chunks.
    private static let expiredRowsMax = 4

    static func delete(partID: String, in transaction: any Writing) throws {
        let key = [SandboxFirm.idValue, .text(partID)]
        try transaction.run("DELETE FROM sandbox_upload_chunks WHERE firm_id = $1 AND part_id = $2", key)
        try transaction.run("DELETE FROM sandbox_upload_parts WHERE firm_id = $1 AND id = $2", key)
    }

    package static func deleteFile(of owner: FileOwner, in transaction: any Writing) throws {
        for id in try uploadIDs(of: owner, in: transaction) { try delete(uploadID: id, in: transaction) }
    }

    /// Deletes expired uploads without a document, and expired parts without an upload.
    static func deleteExpired(before limit: Instant, in transaction: any Writing) throws {
        func expired(_ condition: String) throws -> [String] {
            try transaction.rows(
                "SELECT id FROM \(condition) AND firm_id = $1 AND started_at < $2 LIMIT \(expiredRowsMax)",
                [SandboxFirm.idValue, .integer(limit.milliseconds)]
            ).map { $0.text(0) }
        }
        for id in try expired("sandbox_uploads WHERE document_id IS NULL") {
            try delete(uploadID: id, in: transaction)
        }
        for id in try expired("sandbox_upload_parts WHERE upload_id IS NULL") {
            try delete(partID: id, in: transaction)
        }
    }

    private static func delete(uploadID: String, in transaction: any Writing) throws {
        for part in try parts(of: uploadID, in: transaction) { try delete(partID: part.id, in: transaction) }
        try transaction.run(
            "DELETE FROM sandbox_uploads WHERE firm_id = $1 AND id = $2", [SandboxFirm.idValue, .text(uploadID)])
    }
}
