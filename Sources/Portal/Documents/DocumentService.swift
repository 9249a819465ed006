package import Matters
package import Records
package import Storage

/// Downloads of document files for viewers whom `Scope` shows the document: part by part, directly from the practice
/// system. Nothing is stored.
package final class DocumentService: Sendable {
    private let store: any Store
    private let practice: @Sendable (Source) async throws -> any PracticeSystem
    private let limits: DownloadLimits
    private let now: WallClock
    private let limiter: DownloadLimiter

    /// - Parameter practice: the client of a source.
    package init(
        store: any Store, limits: DownloadLimits = DownloadLimits(), now: @escaping WallClock,
        practice: @escaping @Sendable (Source) async throws -> any PracticeSystem
    ) {
        self.store = store
        self.limits = limits
        self.now = now
        self.practice = practice
        limiter = DownloadLimiter(limits)
    }

    /// The file of a document that the viewer may download; nil for anything else. No request to the practice system.
    /// - Throws: `StoreError`.
    package func file(of documentID: String, for viewer: Viewer) async throws -> DocumentFile? {
        try await found(documentID, for: viewer)?.file
    }

    /// Starts a download. Returns after its first part has arrived, so that a failure can still become a response.
    /// - Returns: nil when there is no file that the viewer may download, also when the practice system has deleted it.
    /// - Throws: `DownloadRefusal`, or `StoreError`.
    package func download(_ documentID: String, for viewer: Viewer) async throws -> Download? {
        guard let found = try await found(documentID, for: viewer) else { return nil }
        guard found.file.sizeBytes <= limits.fileBytesMax else { throw DownloadRefusal.tooLarge }
        guard let slot = limiter.acquire(for: viewer) else { throw DownloadRefusal.tooManyDownloads }
        do {
            let first = try await read(found, from: 0, for: viewer)
            return Download(
                file: found.file, first: first, slot: slot,
                rest: { try await self.next(documentID, of: found, from: $0, for: viewer) })
        } catch DownloadRefusal.practice(.notFound) {
            return nil
        }
    }

    /// Checks access again for each part: a viewer who loses access gets no further part, and after a document was
    /// replaced no part of the new version follows.
    private func next(
        _ documentID: String, of begun: MatterReader.FoundFile, from offset: Int64, for viewer: Viewer
    ) async throws -> [UInt8] {
        guard try await found(documentID, for: viewer) == begun else { throw DownloadRefusal.practice(.notFound) }
        return try await read(begun, from: offset, for: viewer)
    }

    private func found(_ documentID: String, for viewer: Viewer) async throws -> MatterReader.FoundFile? {
        try await store.read { try MatterReader(viewer: viewer).file(of: documentID, in: $0) }
    }

    private func read(_ found: MatterReader.FoundFile, from offset: Int64, for viewer: Viewer) async throws -> [UInt8] {
        let source = try await store.read { try Sources.find(found.source, in: $0) }
        guard let source else { throw DownloadRefusal.practice(.unauthorized) }
        do {
            return try await practice(source).read(found.file, from: offset)
        } catch let failure as PracticeFailure {
            if failure.showsChangedDocument { try await markDocuments(of: found, at: source) }
            throw DownloadRefusal.practice(failure)
        }
    }

    /// Requests a fetch of the matter's documents, because the read model of this one is out of date.
    private func markDocuments(of found: MatterReader.FoundFile, at source: Source) async throws {
        let moment = now()
        try await uncancelled { [store] in
            try await store.write {
                try DirtyMatters.mark(
                    [found.file.matterRef: .documents], rank: .notice, source: source.key, in: $0, at: moment)
            }
        }
    }
}

extension PracticeFailure {
    /// Whether the document is deleted, or has another length than in the read model.
    fileprivate var showsChangedDocument: Bool {
        switch self {
        case .notFound, .malformed, .network(.tooLarge): true
        default: false
        }
    }
}
