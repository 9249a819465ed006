package import Matters
package import Records
package import Storage

/// Hands the files of documents out: to whom `Scope` shows the document, a part at a time, straight from the practice
/// system. Nothing is kept.
package final class DocumentService: Sendable {
    private let store: any Store
    private let practice: @Sendable (Source) async throws -> any PracticeSystem
    private let limits: Limits
    private let now: WallClock
    private let tickets: Tickets

    /// - Parameter practice: how a source is asked.
    package init(
        store: any Store, limits: Limits = Limits(), now: @escaping WallClock,
        practice: @escaping @Sendable (Source) async throws -> any PracticeSystem
    ) {
        (self.store, self.limits, self.now, self.practice) = (store, limits, now, practice)
        tickets = Tickets(max: limits.downloadsMax, perViewerMax: limits.downloadsPerViewerMax)
    }

    package struct Limits: Sendable {
        /// Each holds one part of a file in memory.
        package var downloadsMax = 24
        package var downloadsPerViewerMax = 4
        package var fileBytesMax: Int64 = 1 << 30
        package init() {}
    }

    /// Why a document that is there cannot be had now.
    package enum Refusal: Error, Sendable, Equatable {
        /// As many as are allowed are under way, of this viewer or in all.
        case tooManyDownloads
        case tooLarge
        case practice(PracticeFailure)
    }

    /// The file of a document that the viewer may have; nil for anything else. The practice system is not asked.
    package func file(of documentID: String, for viewer: Viewer) async throws -> DocumentFile? {
        try await found(documentID, for: viewer)?.file
    }

    /// Begins a download: returns once its first part is here, so that a failure can still be told.
    /// - Returns: nil when there is nothing that the viewer may have, also when the practice system has it no more.
    package func download(_ documentID: String, for viewer: Viewer) async throws -> Download? {
        guard let found = try await found(documentID, for: viewer) else { return nil }
        guard found.file.sizeBytes <= limits.fileBytesMax else { throw Refusal.tooLarge }
        guard let ticket = tickets.take(for: viewer) else { throw Refusal.tooManyDownloads }
        do {
            let first = try await read(found, from: 0, for: viewer)
            return Download(
                file: found.file, first: first, ticket: ticket,
                rest: { try await self.next(documentID, of: found, from: $0, for: viewer) })
        } catch Refusal.practice(.notFound) {
            return nil
        }
    }

    /// Asks anew who may see what: whoever is shut out in the middle gets no further part, and of a document that was
    /// replaced no part of another version follows.
    private func next(
        _ documentID: String, of begun: MatterReader.FoundFile, from offset: Int64, for viewer: Viewer
    ) async throws -> [UInt8] {
        guard try await found(documentID, for: viewer) == begun else { throw Refusal.practice(.notFound) }
        return try await read(begun, from: offset, for: viewer)
    }

    private func found(_ documentID: String, for viewer: Viewer) async throws -> MatterReader.FoundFile? {
        try await store.read { try MatterReader(viewer: viewer).file(of: documentID, in: $0) }
    }

    private func read(
        _ found: MatterReader.FoundFile, from offset: Int64, for viewer: Viewer
    ) async throws -> [UInt8] {
        let source = try await store.read { try Sources.find(found.source, in: $0) }
        guard let source else { throw Refusal.practice(.unauthorized) }
        do {
            return try await practice(source).read(found.file, from: offset)
        } catch let failure as PracticeFailure {
            if failure.isNewsOfDocument { try await markDocuments(of: found, at: source) }
            throw Refusal.practice(failure)
        }
    }

    /// The practice system has just said that what we know of the document is not so any more.
    private func markDocuments(of found: MatterReader.FoundFile, at source: Source) async throws {
        let moment = now()
        try await uncancelled { [store] in
            try await store.write {
                try DirtyMatters.mark(
                    found.file.matterRef, facets: .documents, rank: .notice, source: source.key, in: $0, at: moment)
            }
        }
    }
}

extension PracticeFailure {
    /// Gone, or of another length than it had.
    fileprivate var isNewsOfDocument: Bool {
        switch self {
        case .notFound, .malformed, .network(.tooLarge): true
        default: false
        }
    }
}
