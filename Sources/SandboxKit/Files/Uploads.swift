package import Hummingbird
import Matters
package import Storage

/// Receives files, in one request or in parts, and stores them until they are assigned to a document.
package struct Uploads: Sendable {
    package struct Progress: Equatable, Sendable {
        package let id: String
        package let isComplete: Bool
    }

    /// A received form: its fields, and its file as `uploadID;name`; nil when none was selected.
    package struct Form: Sendable {
        package let fields: [String: String]
        package let file: String?
    }

    package let store: any Store
    let clock: WallClock
    let secret: @Sendable () -> String

    /// Receives part 1, whose first bytes are checked against the file name.
    /// - Throws: `RequestFailure`, `StoreError`.
    package func start(_ request: Request, partCount: Int) async throws -> Progress {
        try await store.write { [expiry] in try FileTables.deleteExpired(before: expiry, in: $0) }
        let received = try await formUpload(FileRules.partBytesMax).receive(request, beginsFile: true)
        return try await begin(received, partCount: partCount)
    }

    /// Receives a further part, in any order; a repeated part replaces the previous one.
    /// - Throws: `RequestFailure`, `StoreError`.
    package func add(_ request: Request, number: Int, partCount: Int, to id: String) async throws -> Progress {
        try await store.read { try check(id, partCount: partCount, in: $0) }
        let received = try await formUpload(FileRules.partBytesMax).receive(request, beginsFile: number == 1)
        return try await deletingPartOnFailure(received) { transaction in
            // Checked again: the upload may have been assigned or have expired while the part was received.
            try check(id, partCount: partCount, in: transaction)
            return try place(received, as: number, of: id, partCount: partCount, in: transaction)
        }
    }

    /// Receives a complete file in one form, as a browser sends it.
    /// - Throws: `RequestFailure`, `StoreError`.
    package func receive(_ request: Request, bytesMax: Int = FileRules.fileBytesMax) async throws -> Form {
        try await store.write { [expiry] in try FileTables.deleteExpired(before: expiry, in: $0) }
        let received = try await formUpload(bytesMax).receive(request, beginsFile: true)
        guard let name = received.fileName, received.part.bytes > 0 else {
            try await discard(received)
            if received.fileName == nil { return Form(fields: received.fields, file: nil) }
            throw RequestFailure.badRequest("Choose a file that is not empty.")
        }
        return Form(fields: received.fields, file: try await begin(received, partCount: 1).id + ";" + name)
    }

    private func begin(_ received: FormUpload.Received, partCount: Int) async throws -> Progress {
        let now = clock()
        let id = "\(now.milliseconds / 1_000)t\(secret())"
        return try await deletingPartOnFailure(received) { transaction in
            let upload = FileTables.Upload(
                id: id, name: received.fileName ?? "", partCount: partCount, startedAt: now, isAssigned: false)
            try FileTables.insert(upload, in: transaction)
            return try place(received, as: 1, of: id, partCount: partCount, in: transaction)
        }
    }

    private func place(
        _ received: FormUpload.Received, as number: Int, of id: String, partCount: Int, in transaction: any Writing
    ) throws -> Progress {
        guard received.fileName != nil, received.part.bytes > 0 else {
            throw RequestFailure.badRequest("Send one file that is not empty, in the part \(FormUpload.fileField)")
        }
        try FileTables.place(received.part, as: number, of: id, in: transaction)
        let file = FileSlices(parts: try FileTables.parts(of: id, in: transaction))
        guard file.size <= FileRules.fileBytesMax else {
            throw RequestFailure.badRequest("A file has at most \(FileRules.fileBytesMax / 1_048_576) MiB")
        }
        return Progress(id: id, isComplete: file.parts.count == partCount)
    }

    private func check(_ id: String, partCount: Int, in reading: any Reading) throws {
        guard let upload = try FileTables.upload(id, in: reading), !upload.isAssigned, upload.startedAt >= expiry else {
            throw RequestFailure.notFound("There is no such upload; send part 1 to begin one")
        }
        guard upload.partCount == partCount else {
            throw RequestFailure.badRequest("part_count was \(upload.partCount) when this upload began")
        }
    }

    /// Deletes the part when the body throws.
    private func deletingPartOnFailure<Result: Sendable>(
        _ received: FormUpload.Received, _ body: @Sendable @escaping (any Writing) throws -> Result
    ) async throws -> Result {
        do { return try await store.write(body) } catch {
            try? await discard(received)
            throw error
        }
    }

    private func discard(_ received: FormUpload.Received) async throws {
        try await uncancelled { [store] in
            try await store.write { try FileTables.delete(partID: received.part.id, in: $0) }
        }
    }

    private var expiry: Instant { clock() - .seconds(FileRules.uploadHoursMax * 3_600) }

    private func formUpload(_ bytesMax: Int) -> FormUpload {
        FormUpload(store: store, partID: secret(), now: clock(), bytesMax: bytesMax)
    }
}
