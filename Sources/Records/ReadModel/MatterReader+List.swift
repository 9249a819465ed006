package import Matters
package import Storage

extension MatterReader {
    /// A viewer of at most so many matters gets a list sorted from those; for others the index of the firm's matters is
    /// walked until the list is full.
    package static var countedMax: Int { 2_000 }

    /// The first `limit` matters by `MatterOrder`, perhaps only those whose name or reference holds a text, without
    /// documents and notes; and how many the viewer may see in all.
    package func list(
        from today: CalendarDate, matching text: String?, limit: Int, in reading: any Reading
    ) throws -> (matters: [ScopedMatter], seen: BoundedCount) {
        let seen = try visibleIDs(after: "", limit: Self.countedMax + 1, in: reading)
        let request = ListRequest(today: today.text, pattern: Self.pattern(text ?? ""), limit: limit)
        let isFew = seen.count <= Self.countedMax
        let ids = try isFew ? first(request, of: seen, in: reading) : walk(request, in: reading)
        let found = try scopedLines(ids, in: reading)
        let byID = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
        return (ids.compactMap { byID[$0] }, BoundedCount(min(seen.count, Self.countedMax), isMore: !isFew))
    }

    /// One page of the matters that the viewer may see, by their ids, without documents and notes.
    package func page(after id: String?, limit: Int, in reading: any Reading) throws -> Page {
        let ids = try visibleIDs(after: id ?? "", limit: limit + 1, in: reading)
        let shown = Array(ids.prefix(limit))
        let matters = try scopedLines(shown, in: reading)
        return Page(matters: matters.sorted { $0.id < $1.id }, next: ids.count > limit ? shown.last : nil)
    }

    private struct ListRequest {
        let today: String
        let pattern: String
        let limit: Int
    }

    /// In order. Each holder's grants are indexed by matter, so that no more are read than needed.
    private func visibleIDs(after id: String, limit: Int, in reading: any Reading) throws -> [String] {
        var ids: Set<String> = []
        for holder in viewer.holders {
            let found = try reading.texts(
                """
                SELECT DISTINCT matter_id FROM access WHERE firm_id = $1 AND holder = $2 AND matter_id > $3
                ORDER BY matter_id LIMIT $4
                """, [.text(viewer.firmID), .text(holder.text), .text(id), SQLValue(limit)])
            ids.formUnion(found)
        }
        return Array(ids.sorted().prefix(limit))
    }

    private func first(_ request: ListRequest, of ids: [String], in reading: any Reading) throws -> [String] {
        var keys: [MatterOrder.Key] = []
        for chunk in ids.chunks(ofCount: SQLList.countMax) {
            let list = SQLList(Array(chunk), from: 3)
            // The last column stands in no index: without it SQLite would walk the index of all lists instead of looking
            // these few up by their key.
            let rows = try reading.rows(
                """
                SELECT m.matter_id, m.is_open, m.settlement_on, m.as_at FROM matters m
                WHERE m.firm_id = $1 AND m.matter_id IN (\(list.placeholders)) AND m.search_text LIKE $2 ESCAPE '\\'
                """, [.text(viewer.firmID), .text(request.pattern)] + list.values)
            keys += rows.map { row in
                let day = row.optionalText(2)
                return MatterOrder.Key(
                    id: row.text(0),
                    order: MatterOrder(isOpen: row.flag(1), settlementOn: day, today: request.today), day: day ?? "")
            }
        }
        return keys.sorted(by: MatterOrder.Key.isBefore).prefix(request.limit).map(\.id)
    }

    private func walk(_ request: ListRequest, in reading: any Reading) throws -> [String] {
        let holders = SQLList(viewer.holders.map(\.text), from: 4)
        let today = "$\(4 + holders.values.count)"
        var ids: [String] = []
        for order in MatterOrder.allCases where ids.count < request.limit {
            ids += try reading.texts(
                """
                SELECT m.matter_id FROM matters m
                WHERE m.firm_id = $1 AND \(order.condition(today: today)) AND m.search_text LIKE $2 ESCAPE '\\'
                    AND EXISTS (SELECT 1 FROM access a WHERE a.firm_id = m.firm_id AND a.matter_id = m.matter_id
                        AND a.holder IN (\(holders.placeholders)))
                ORDER BY m.settlement_on \(order.direction), m.matter_id \(order.direction) LIMIT $3
                """,
                [.text(viewer.firmID), .text(request.pattern), SQLValue(request.limit - ids.count)] + holders.values
                    + (order.isByToday ? [.text(request.today)] : []))
        }
        return ids
    }

    /// A `LIKE` pattern that finds a text anywhere, with its wildcards escaped.
    private static func pattern(_ text: String) -> String {
        var escaped = ""
        for character in text.lowercased() {
            if "%_\\".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return "%" + escaped + "%"
    }
}
