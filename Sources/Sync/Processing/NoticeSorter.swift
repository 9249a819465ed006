import Matters
import Records
import Storage
import Webhooks

/// Looks at each receipt once: marks its matter dirty, recognises a second delivery, parks what cannot be read.
struct NoticeSorter: Sendable {
    let source: SourceKey
    let store: any Store
    let now: WallClock
    let adapter: any PracticeSystemAdapter

    static let batchMax = 256

    /// Sorts one batch in one transaction.
    func step() async throws -> WorkOutcome {
        let moment = now()
        let count = try await store.write { transaction in
            // Two sorters at a time could each miss that the other has the same notice.
            try transaction.takeAdvisoryLock("sorting/\(source.firmID)/\(source.sourceID)")
            let waiting = try Inbox.waiting(
                firmID: source.firmID, sourceID: source.sourceID, limit: Self.batchMax, in: transaction)
            let marks = try sort(waiting, in: transaction, at: moment)
            try marks.write(for: source, in: transaction, at: moment)
            return waiting.count
        }
        return count == Self.batchMax ? .more : .idle(until: nil)
    }

    private func sort(_ waiting: [Inbox.Waiting], in transaction: any Writing, at moment: Instant) throws -> Marks {
        let looks = waiting.map { look(at: $0) }
        var known = try Inbox.known(
            keys: looks.compactMap(\.key), sourceID: source.sourceID, firmID: source.firmID, in: transaction)
        var marks = Marks()
        let settled = looks.map { look in
            // The same notice may also come twice in one batch.
            if let key = look.key, !known.insert(key).inserted { return Inbox.Settled(look.id, as: .duplicate) }
            marks.add(look.reading)
            let reason = look.reading.deadLetterReason
            return Inbox.Settled(look.id, as: reason == nil ? .sorted : .parked, reason: reason, noticeKey: look.key)
        }
        try Inbox.settle(settled, in: transaction, at: moment)
        return marks
    }

    private struct Look {
        let id: Int64
        let reading: NoticeReading
        let key: String?
    }

    private func look(at item: Inbox.Waiting) -> Look {
        let reading = reading(of: item.receipt)
        // The name alone does not make it the same notice: a forged one must not silence the real one. So the body
        // and the event, which decides what is fetched, are part of the key, and what differs still leads to a fetch.
        let key = reading.key.map {
            "\($0)/\(item.receipt.event)/\(Fingerprint.text(of: item.receipt.body))"
        }
        return Look(id: item.id, reading: reading, key: key)
    }

    private func reading(of receipt: Receipt) -> NoticeReading {
        guard receipt.bodyBytes <= Inbox.bodyStoredBytesMax else {
            let known = adapter.reading(event: receipt.event, body: [])
            return NoticeReading(
                subject: .anyMatter, facets: known.facets,
                deadLetterReason: "body of \(receipt.bodyBytes) bytes is over \(Inbox.bodyStoredBytesMax)")
        }
        return adapter.reading(event: receipt.event, body: receipt.body)
    }
}

/// What a batch of notices asks for, each matter once.
private struct Marks {
    private var matters: [SourceRef: Facets] = [:]
    private var people: [SourceRef: Facets] = [:]
    private var sweep: Facets = []
    private var numbers: Set<NoticeReading.Number> = []

    mutating func add(_ reading: NoticeReading) {
        if let number = reading.number { numbers.insert(number) }
        switch reading.subject {
        case .matter(let ref): matters[ref, default: []].formUnion(reading.facets)
        case .person(let ref): people[ref, default: []].formUnion(reading.facets)
        case .anyMatter: sweep.formUnion(reading.facets)
        case .nothing: break
        }
    }

    func write(for source: SourceKey, in transaction: any Writing, at moment: Instant) throws {
        var all = matters
        for (person, facets) in people {
            let refs = try MatterRecords.refs(
                withPerson: person, sourceID: source.sourceID, firmID: source.firmID, in: transaction)
            for ref in refs { all[ref, default: []].formUnion(facets) }
            // Whoever is being added to a matter just now is not in the read model yet.
            try DirtyMatters.markLeased(
                facets, sourceID: source.sourceID, firmID: source.firmID, in: transaction)
        }
        try DirtyMatters.mark(
            all.filter { !$0.value.isEmpty }, rank: .notice, sourceID: source.sourceID, firmID: source.firmID,
            in: transaction, at: moment)
        for number in numbers.sorted(by: { $0.count < $1.count }) {
            try HookSequences.note(
                hook: number.hookID, count: number.count, sourceID: source.sourceID, firmID: source.firmID,
                in: transaction)
        }
        guard !sweep.isEmpty else { return }
        _ = try Sweeps.request(
            sweep, reason: "a notice could not be read", sourceID: source.sourceID, firmID: source.firmID,
            in: transaction, at: moment)
    }
}
