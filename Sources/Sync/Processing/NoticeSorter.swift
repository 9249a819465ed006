import Crypto
import Matters
import Records
import Storage
import Webhooks

/// Reads each receipt once: marks its matter dirty, recognises a second delivery, and makes what cannot be read a dead
/// letter.
struct NoticeSorter: Sendable {
    let source: SourceKey
    let store: any Store
    let now: WallClock
    let adapter: any PracticeSystemAdapter

    static let batchMax = 256

    /// Sorts one batch in one transaction.
    /// - Throws: `StoreError`; then the batch is still waiting.
    func step() async throws -> WorkOutcome {
        let moment = now()
        let count = try await store.write { transaction in
            // Two sorters at a time could each miss that the other has the same notice.
            try transaction.takeAdvisoryLock("sorting/\(source.firmID)/\(source.sourceID)")
            let claimed = try Inbox.claim(source: source, limit: Self.batchMax, in: transaction)
            let demand = try sort(claimed, in: transaction, at: moment)
            try demand.store(for: source, in: transaction, at: moment)
            return claimed.count
        }
        return count == Self.batchMax ? .more : .idle(until: nil)
    }

    private func sort(
        _ claimed: [Inbox.Waiting], in transaction: any Writing, at moment: Instant
    ) throws -> FetchDemand {
        let notices = claimed.map { read($0) }
        var known = try Inbox.known(keys: notices.compactMap(\.key), source: source, in: transaction)
        var demand = FetchDemand()
        let settled = notices.map { notice in
            // The same notice may also come twice in one batch.
            if let key = notice.key, !known.insert(key).inserted { return Inbox.Settled(notice.id, as: .duplicate) }
            demand.add(notice.reading)
            let reason = notice.reading.deadLetterReason
            return Inbox.Settled(
                notice.id, as: reason == nil ? .sorted : .deadLettered, reason: reason, noticeKey: notice.key)
        }
        try Inbox.settle(settled, in: transaction, at: moment)
        return demand
    }

    private struct Notice {
        let id: Int64
        let reading: NoticeReading
        let key: String?
    }

    private func read(_ item: Inbox.Waiting) -> Notice {
        let reading = reading(of: item.receipt)
        // The attack: a forged notice with the real one's key, so that the real one passes for a duplicate. So the body
        // and the event, which decides what is fetched, are part of the key.
        let key = reading.key.map { "\($0)/\(item.receipt.event)/\(Self.fingerprint(of: item.receipt.body))" }
        return Notice(id: item.id, reading: reading, key: key)
    }

    /// SHA-256, so that nobody can make a body that passes for another.
    private static func fingerprint(of body: [UInt8]) -> String {
        Base64.urlText(of: Array(SHA256.hash(data: body).prefix(16)))
    }

    private func reading(of receipt: Receipt) -> NoticeReading {
        guard receipt.bodyBytes <= Inbox.bodyStoredBytesMax else {
            return NoticeReading(
                subject: .anyMatter, facets: adapter.facets(of: receipt.event),
                deadLetterReason: "body of \(receipt.bodyBytes) bytes is over \(Inbox.bodyStoredBytesMax)")
        }
        return adapter.reading(event: receipt.event, body: receipt.body)
    }
}

/// What a batch of notices asks to be fetched, each matter once.
private struct FetchDemand {
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

    func store(for source: SourceKey, in transaction: any Writing, at moment: Instant) throws {
        var all = matters
        for (person, facets) in people {
            let refs = try MatterRecords.refs(withPerson: person, source: source, in: transaction)
            for ref in refs { all[ref, default: []].formUnion(facets) }
            // The read model does not know yet on which matters a person was added just now.
            try DirtyMatters.markLeased(facets, source: source, in: transaction)
        }
        try DirtyMatters.mark(
            all.filter { !$0.value.isEmpty }, rank: .notice, source: source, in: transaction, at: moment)
        for number in numbers.sorted(by: { $0.count < $1.count }) {
            try HookSequences.insert(hook: number.hookID, count: number.count, source: source, in: transaction)
        }
        guard !sweep.isEmpty else { return }
        _ = try Sweeps.request(sweep, reason: "a notice could not be read", source: source, in: transaction, at: moment)
    }
}
