package import Matters
package import Records
package import Storage

/// Compares the read model with the practice system, matter by matter. Changes nothing.
package struct DriftCheck: Sendable {
    package struct Drift: Sendable, Equatable {
        package let matterRef: SourceRef
        /// `missing`, `gone`, or the facts that differ.
        package let facts: [String]
    }
    package struct Report: Sendable, Equatable {
        package var mattersChecked = 0
        package var drift: [Drift] = []
    }

    private let store: any Store
    private let practice: any PracticeSystem
    private let source: SourceKey

    package init(store: any Store, practice: any PracticeSystem, source: SourceKey) {
        self.store = store
        self.practice = practice
        self.source = source
    }

    /// - Throws: `PracticeFailure`, `StoreError`
    package func run() async throws -> Report {
        var report = Report()
        var seen: Set<SourceRef> = []
        var pageNumber = 1
        while true {
            let page = try await practice.matterPage(pageNumber)
            for chunk in page.matters.chunks(ofCount: PracticeLimits.mattersPerFetchMax) {
                let refs = Array(chunk)
                seen.formUnion(refs)
                report.drift += try await compare(refs)
                report.mattersChecked += refs.count
            }
            guard page.hasMore else { break }
            pageNumber += 1
        }
        report.drift += try await leftOver(besides: seen)
        return report
    }

    private func compare(_ refs: [SourceRef]) async throws -> [Drift] {
        let snapshots = try await practice.fetch(.all, of: refs)
        let matters = try await store.read {
            try MatterRecords.find(refs: refs, source: source, including: .all, in: $0)
        }
        let known = Dictionary(uniqueKeysWithValues: matters.map { ($0.ref, $0) })
        return snapshots.filter(\.exists).compactMap { snapshot in
            guard let matter = known[snapshot.ref] else { return Drift(matterRef: snapshot.ref, facts: ["missing"]) }
            let delta = MatterDelta(from: matter, to: snapshot)
            guard !delta.isEmpty else { return nil }
            return Drift(matterRef: snapshot.ref, facts: Self.names(of: delta))
        }
    }

    private static func names(of delta: MatterDelta) -> [String] {
        let facts = Set(delta.changes.map { "\($0.kind.rawValue).\($0.fact)" })
        return facts.isEmpty ? ["details"] : facts.sorted()
    }

    /// Matters that the portal still shows although the practice system does not list them.
    private func leftOver(besides seen: Set<SourceRef>) async throws -> [Drift] {
        var drift: [Drift] = []
        var last = ""
        while true {
            let refs = try await store.read { [last] in
                try MatterRecords.refs(after: last, limit: 500, source: source, in: $0)
            }
            guard let end = refs.last else { return drift }
            let unseen = refs.filter { !seen.contains($0) }
            let matters = try await store.read {
                try MatterRecords.find(refs: unseen, source: source, including: [], in: $0)
            }
            drift += matters.filter { !$0.details.isDeleted }.map { Drift(matterRef: $0.ref, facts: ["gone"]) }
            last = end
        }
    }
}
