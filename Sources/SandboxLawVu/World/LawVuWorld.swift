import Delivery
import Hummingbird
import Matters
import SandboxKit
import Storage

/// Access to the data of the simulated organisation.
struct LawVuWorld: Sendable {
    let store: any Store
    /// The real time, for the timestamps of rows.
    let clock: WallClock
    /// The time of delivery schedules, which the test clock moves.
    let scheduleClock: WallClock
    let outbox: Outbox
    let uploads: Uploads

    /// Runs a change in one transaction; the user is its author.
    func change<Result: Sendable>(
        by user: LawVuUser, _ body: @Sendable @escaping (LawVuChange) throws -> Result
    ) async throws -> Result {
        let now = clock()
        let due = scheduleClock()
        return try await store.write { [outbox] transaction in
            try body(
                LawVuChange(
                    transaction: transaction, outbox: outbox, directory: try LawVuDirectory(in: transaction),
                    user: user, now: now, due: due))
        }
    }

    /// Runs a query in one snapshot.
    func query<Result: Sendable>(
        as user: LawVuUser, _ body: @Sendable @escaping (LawVuQuery) throws -> Result
    ) async throws -> Result {
        try await store.read { reading in
            try body(LawVuQuery(reading: reading, directory: try LawVuDirectory(in: reading), user: user))
        }
    }

    /// Receives a form with at most one file; the upload is nil when no file was chosen.
    func receive(_ request: Request) async throws -> (upload: LawVuUpload?, fields: [String: String]) {
        let form = try await uploads.receive(request, bytesMax: LawVuLimits.fileBytesMax)
        guard let id = form.file?.prefix(while: { $0 != ";" }).description else { return (nil, form.fields) }
        let upload = try await store.read { reading -> LawVuUpload? in
            guard let upload = try FileTables.upload(id, in: reading) else { return nil }
            let size = FileSlices(parts: try FileTables.parts(of: id, in: reading)).size
            return LawVuUpload(id: id, name: upload.name, size: size)
        }
        return (upload, form.fields)
    }
}

/// Reads as one user, in one snapshot: what the user may not see is `LawVuProblem.notFound`.
struct LawVuQuery {
    let reading: any Reading
    let directory: LawVuDirectory
    let user: LawVuUser

    func item(_ kind: MatterOrContract.Kind, _ id: Int64) throws -> MatterOrContract {
        guard let item = try MatterOrContractTables.find(kind, id, in: reading), item.isVisible(to: user) else {
            throw LawVuProblem.notFound
        }
        return item
    }

    /// A file is visible with its matter or contract, and to its author only while its contract is not created yet.
    func file(_ id: Int64) throws -> LawVuFile {
        guard let file = try LawVuFile.find(id, in: reading) else { throw LawVuProblem.notFound }
        if let itemID = file.itemID {
            _ = try item(file.kind, itemID)
        } else if file.createdBy != user.id {
            throw LawVuProblem.notFound
        }
        return file
    }

    func file(_ id: Int64, of kind: MatterOrContract.Kind, _ itemID: Int64) throws -> LawVuFile {
        let file = try self.file(id)
        guard file.kind == kind, file.itemID == itemID else { throw LawVuProblem.notFound }
        return file
    }

    func part<Part: MatterOrContractPart>(_ id: Int64, of item: MatterOrContract) throws -> Part {
        guard let part = try Part.list(of: item, "AND id = \(id)", in: reading).first else {
            throw LawVuProblem.notFound
        }
        return part
    }
}
