import Matters
import Webhooks

/// Which outstanding items and tasks were opened or done between two states of a matter. An item consists of several
/// values, so a change of one value alone does not show it.
struct ItemTransitions {
    private let records: [SourceRef: SourceRef]
    private let before: [SourceRef: Bool]
    private let after: [SourceRef: Bool]

    init(from old: Matter, to new: Matter) {
        records = Dictionary(
            (old.values + new.values).map { ($0.ref, $0.recordRef) }, uniquingKeysWith: { first, _ in first })
        before = Self.done(old)
        after = Self.done(new)
    }

    private static func done(_ matter: Matter) -> [SourceRef: Bool] {
        let tasks = matter.tasks.map { ("task/" + $0.ref, $0.isDone) }
        return matter.places.itemsDone(in: matter.values).merging(tasks) { item, _ in item }
    }

    /// Nil when the change neither opens an item nor completes one.
    func key(of change: Change) -> PortalEvent.Key? {
        let isTask = change.topic == Change.taskTopic
        guard let id = isTask ? change.subject : records[change.subject] else { return nil }
        let name = isTask ? "task/" + id : id
        return switch (before[name], after[name]) {
        case (nil, true), (false, true): .init(.itemDone, subject: id)
        case (nil, false), (true, false): .init(.itemOpened, subject: id)
        default: nil
        }
    }
}
