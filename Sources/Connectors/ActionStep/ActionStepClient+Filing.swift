import Matters

/// The firm's folders and tags. They have no event and no time stamp: they are read again with the documents.
struct FilingCabinet: Sendable {
    let folders: [String: ActionStepRecord]
    let tags: [String: ActionStepRecord]

    /// No firm nests deeper; ends a folder that is its own ancestor.
    static let foldersDeepMax = 20

    func filing(of document: ActionStepRecord) -> Filing {
        Filing(folder: document.link("folder").map(path), tags: tags(of: document))
    }

    /// By name, or by whatever the system sent in place of an id.
    func tags(of record: ActionStepRecord) -> [String] {
        record.links("tags").map { (tags[$0]?.text("name") ?? $0).onOneLine }.sorted()
    }

    private func path(to ref: String) -> String {
        var names: [String] = []
        var next: String? = ref
        while let current = next, names.count < Self.foldersDeepMax {
            names.append((folders[current]?.text("name") ?? current).onOneLine)
            next = folders[current]?.link("parentFolder")
        }
        return names.reversed().joined(separator: "/")
    }
}

extension ActionStepClient {
    /// All folders of the matters, for a folder stands in others; none when no document stands in one.
    func folders(
        for documents: [ActionStepEnvelope], of refs: [SourceRef]
    ) async throws(PracticeFailure) -> [String: ActionStepRecord] {
        let filed = documents.flatMap(\.records).filter { $0.link("folder") != nil }
        let matters = Set(filed.compactMap(\.matterRef)).intersection(refs)
        guard !filed.isEmpty else { return [:] }
        let envelopes =
            try await offered({ () throws(PracticeFailure) in
                try await children("actionfolders", of: matters.isEmpty ? refs : matters.sorted())
            }) ?? []
        return Dictionary(envelopes.flatMap(\.records).map { ($0.id, $0) }) { first, _ in first }
    }

    func tags(of envelopes: [ActionStepEnvelope]) async throws(PracticeFailure) -> [String: ActionStepRecord] {
        let wanted = Set(envelopes.flatMap(\.records).flatMap { $0.links("tags") })
        return try await offered({ () throws(PracticeFailure) in try await records("tags", wanted) }) ?? [:]
    }
}

extension String {
    /// Names are kept one a line.
    fileprivate var onOneLine: String { split(whereSeparator: \.isNewline).joined(separator: " ") }
}
