package import Matters
import Synchronization

/// A practice system whose matters a test sets by hand, and which can be told to fail or to wait.
package final class ScriptedPractice: PracticeSystem {
    private struct State {
        var matters: [SourceRef: MatterSnapshot] = [:]
        var failures: [PracticeFailure] = []
        var fetches: [(facets: Facets, refs: [SourceRef])] = []
        var hooks: [RemoteHook] = []
        var hooksMade = 0
        var files: [SourceRef: [UInt8]] = [:]
        var reads: [(document: SourceRef, offset: Int64)] = []
    }
    private let state = Mutex(State())
    /// Called in each fetch before the answer is made, outside the lock.
    package let beforeAnswer: @Sendable ([SourceRef]) async -> Void

    package static let steps = ["Instructions", "Finance", "Settlement"]
    package static let pageSize = 3

    package init(beforeAnswer: @escaping @Sendable ([SourceRef]) async -> Void = { _ in }) {
        self.beforeAnswer = beforeAnswer
    }

    package var fetches: [(facets: Facets, refs: [SourceRef])] { state.withLock { $0.fetches } }

    package func put(_ ref: SourceRef, edit: (inout MatterSnapshot) -> Void = { _ in }) {
        state.withLock { state in
            var snapshot = state.matters[ref] ?? Self.fresh(ref)
            edit(&snapshot)
            state.matters[ref] = snapshot
        }
    }

    package func disableHooks() {
        state.withLock { state in
            for index in state.hooks.indices { state.hooks[index].isActive = false }
        }
    }

    /// What the system says of a hook from now on.
    package func trigger(_ hookID: String, count: Int64, at moment: Instant) {
        state.withLock { state in
            for index in state.hooks.indices where state.hooks[index].id == hookID {
                state.hooks[index].triggeredCount = count
                state.hooks[index].lastTriggeredAt = moment
            }
        }
    }

    package func remove(_ ref: SourceRef) { state.withLock { _ = $0.matters.removeValue(forKey: ref) } }

    /// The next calls fail, one after another.
    package func fail(_ failures: PracticeFailure...) { state.withLock { $0.failures += failures } }

    private static func fresh(_ ref: SourceRef) -> MatterSnapshot {
        MatterSnapshot(
            ref: ref,
            details: MatterDetails(
                reference: "R\(ref)", name: "Matter \(ref)", typeRef: "33", typeName: "Purchase",
                systemStatus: "Active", stepRef: "33--1", stepName: steps[0], assignedTo: nil, createdOn: nil,
                modifiedAt: nil, isDeleted: false), parties: [], documents: [], notes: [], values: [], tasks: [],
            timeEntries: [],
            disbursements: [])
    }

    private func failIfTold() throws(PracticeFailure) {
        let failure = state.withLock { $0.failures.isEmpty ? nil : $0.failures.removeFirst() }
        if let failure { throw failure }
    }

    package func workflows() async throws(PracticeFailure) -> [Workflow] {
        try failIfTold()
        let steps = Self.steps.enumerated().map { Workflow.Step(ref: "33--\($0 + 1)", name: $1) }
        return [Workflow(typeRef: "33", typeName: "Purchase", steps: steps)]
    }

    package func matterPage(_ page: Int) async throws(PracticeFailure) -> MatterPage {
        try failIfTold()
        let refs = state.withLock { $0.matters.keys.sorted() }
        let start = min((page - 1) * Self.pageSize, refs.count)
        let end = min(start + Self.pageSize, refs.count)
        return MatterPage(matters: Array(refs[start..<end]), matterCount: refs.count, hasMore: end < refs.count)
    }

    package func fetch(_ facets: Facets, of matters: [SourceRef]) async throws(PracticeFailure) -> [MatterSnapshot] {
        state.withLock { $0.fetches.append((facets, matters)) }
        try failIfTold()
        let answer = state.withLock { state in matters.map { Self.answer(state.matters[$0], $0, facets) } }
        await beforeAnswer(matters)
        return answer
    }

    private static func answer(_ known: MatterSnapshot?, _ ref: SourceRef, _ facets: Facets) -> MatterSnapshot {
        guard let known else { return MatterSnapshot(ref: ref, exists: false) }
        var snapshot = MatterSnapshot(
            ref: ref, details: facets.contains(.details) ? known.details : nil,
            parties: facets.contains(.parties) ? known.parties : nil,
            documents: facets.contains(.documents) ? known.documents : nil,
            notes: facets.contains(.notes) ? known.notes : nil,
            values: facets.contains(.values) ? known.values : nil,
            tasks: facets.contains(.tasks) ? known.tasks : nil,
            timeEntries: facets.contains(.money) ? known.timeEntries : nil,
            disbursements: facets.contains(.money) ? known.disbursements : nil)
        if facets == .all { snapshot.withheld = known.withheld }
        return snapshot
    }

    package static let filePartBytes = 4

    /// The file behind a document; nil takes it away.
    package func put(file: [UInt8]?, of document: SourceRef) { state.withLock { $0.files[document] = file } }

    package var reads: [(document: SourceRef, offset: Int64)] { state.withLock { $0.reads } }

    package func read(_ file: DocumentFile, from offset: Int64) async throws(PracticeFailure) -> [UInt8] {
        state.withLock { $0.reads.append((file.documentRef, offset)) }
        await beforeAnswer([file.matterRef])
        try failIfTold()
        guard let bytes = state.withLock({ $0.files[file.documentRef] }) else { throw .notFound }
        guard bytes.count == file.sizeBytes else { throw .malformed("files: another length") }
        return Array(bytes[Int(offset)..<min(Int(offset) + Self.filePartBytes, bytes.count)])
    }

    package func hooks() async throws(PracticeFailure) -> [RemoteHook] { state.withLock { $0.hooks } }

    package func createHook(event: String, url: String) async throws(PracticeFailure) -> RemoteHook {
        state.withLock { state in
            let hook = RemoteHook(
                id: String(state.hooksMade + 1), event: event, url: url, isActive: true, triggeredCount: 0)
            state.hooks.append(hook)
            state.hooksMade += 1
            return hook
        }
    }

    package func deleteHook(_ id: String) async throws(PracticeFailure) {
        state.withLock { $0.hooks.removeAll { $0.id == id } }
    }
}
