package import Hummingbird
package import Matters
package import Storage

/// Takes files in, in parts or whole, until a document takes them over.
package struct Uploads: Sendable {
    package struct Progress: Equatable, Sendable {
        package let id: String
        package let isWhole: Bool
    }

    /// A form of the page: its fields, and the file as `actiondocuments` names it; nil when none was chosen.
    package struct Form: Sendable {
        package let fields: [String: String]
        package let file: String?
    }

    package let store: any Store
    package let clock: WallClock
    package let secret: @Sendable () -> String

    package init(store: any Store, clock: @escaping WallClock, secret: @escaping @Sendable () -> String) {
        (self.store, self.clock, self.secret) = (store, clock, secret)
    }

    /// The first part makes the upload, for only it can show that the content is what the name promises.
    package func start(_ request: Request, partCount: Int) async throws -> Progress {
        try await store.write { [expiry] in try FileTables.deleteExpired(before: expiry, in: $0) }
        let taken = try await intake(FileRules.partBytesMax).take(request, beginsFile: true)
        return try await keep(taken, partCount: partCount)
    }

    /// The other parts come in any order; one that comes again replaces the one before it.
    package func add(_ request: Request, number: Int, partCount: Int, to id: String) async throws -> Progress {
        try await store.read { try check(id, partCount: partCount, in: $0) }
        let taken = try await intake(FileRules.partBytesMax).take(request, beginsFile: number == 1)
        return try await settling(taken) { transaction in
            // Once more: it may have been taken over or have expired while the part was on its way.
            try check(id, partCount: partCount, in: transaction)
            return try place(taken, as: number, of: id, partCount: partCount, in: transaction)
        }
    }

    /// A whole file in one form, as a browser sends it.
    package func whole(_ request: Request, bytesMax: Int = FileRules.fileBytesMax) async throws -> Form {
        try await store.write { [expiry] in try FileTables.deleteExpired(before: expiry, in: $0) }
        let taken = try await intake(bytesMax).take(request, beginsFile: true)
        guard let name = taken.fileName else {
            try await discard(taken)
            return Form(fields: taken.fields, file: nil)
        }
        guard taken.part.bytes > 0 else {
            try await discard(taken)
            throw RequestFailure.badRequest("Choose a file that is not empty.")
        }
        return Form(fields: taken.fields, file: try await keep(taken, partCount: 1).id + ";" + name)
    }

    private func keep(_ taken: FormIntake.Taken, partCount: Int) async throws -> Progress {
        let now = clock()
        let id = "\(now.milliseconds / 1_000)t\(secret())"
        return try await settling(taken) { transaction in
            let upload = FileTables.Upload(
                id: id, name: taken.fileName ?? "", partCount: partCount, startedAt: now, isTaken: false)
            try FileTables.insert(upload, in: transaction)
            return try place(taken, as: 1, of: id, partCount: partCount, in: transaction)
        }
    }

    private func place(
        _ taken: FormIntake.Taken, as number: Int, of id: String, partCount: Int, in transaction: any Writing
    ) throws -> Progress {
        guard taken.fileName != nil, taken.part.bytes > 0 else {
            throw RequestFailure.badRequest("Send one file that is not empty, in the part \(FormIntake.fileField)")
        }
        try FileTables.place(taken.part, as: number, of: id, in: transaction)
        let file = FileSlices(parts: try FileTables.parts(of: id, in: transaction))
        guard file.size <= FileRules.fileBytesMax else {
            throw RequestFailure.badRequest("A file has at most \(FileRules.fileBytesMax / 1_048_576) MiB")
        }
        return Progress(id: id, isWhole: file.parts.count == partCount)
    }

    private func check(_ id: String, partCount: Int, in reading: any Reading) throws {
        guard let upload = try FileTables.upload(id, in: reading), !upload.isTaken, upload.startedAt >= expiry else {
            throw RequestFailure.notFound("There is no such upload; send part 1 to begin one")
        }
        guard upload.partCount == partCount else {
            throw RequestFailure.badRequest("part_count was \(upload.partCount) when this upload began")
        }
    }

    /// A part that cannot be kept leaves nothing behind.
    private func settling<Result: Sendable>(
        _ taken: FormIntake.Taken, _ body: @Sendable @escaping (any Writing) throws -> Result
    ) async throws -> Result {
        do { return try await store.write(body) } catch {
            try? await discard(taken)
            throw error
        }
    }

    private func discard(_ taken: FormIntake.Taken) async throws {
        try await uncancelled { [store] in
            try await store.write { try FileTables.delete(partID: taken.part.id, in: $0) }
        }
    }

    private var expiry: Instant { clock() - .seconds(FileRules.uploadHoursMax * 3_600) }

    private func intake(_ bytesMax: Int) -> FormIntake {
        FormIntake(store: store, partID: secret(), now: clock(), bytesMax: bytesMax)
    }
}
