package import Matters
package import Storage

/// The stored grants of matters, as `AccessGrant.grants` decides them. Written in the transaction that changes their cause.
/// Every function throws `StoreError`.
package enum AccessRecords {
    /// - Returns: the changes for the log.
    package static func replace(
        with grants: Set<AccessGrant>, matterID: String, firmID: String, in transaction: any Writing
    ) throws -> [Change] {
        let old = try self.grants(of: [matterID], firmID: firmID, in: transaction)[matterID] ?? []
        func values(_ grant: AccessGrant) -> [SQLValue] {
            [.text(firmID), .text(grant.holder.text), .text(matterID), .text(grant.relation.rawValue)]
        }
        try transaction.run(
            "DELETE FROM access WHERE firm_id = $1 AND holder = $2 AND matter_id = $3 AND relation = $4",
            each: old.subtracting(grants).map(values))
        try transaction.run(
            "INSERT INTO access (firm_id, holder, matter_id, relation) VALUES ($1, $2, $3, $4)",
            each: grants.subtracting(old).map(values))
        return changes(from: old, to: grants)
    }

    /// The grants of each matter asked for.
    package static func grants(
        of matterIDs: [String], firmID: String, in reading: any Reading
    ) throws -> [String: Set<AccessGrant>] {
        var grants: [String: Set<AccessGrant>] = [:]
        for chunk in matterIDs.chunks(ofCount: SQLList.countMax) {
            let list = SQLList(Array(chunk), from: 2)
            let rows = try reading.rows(
                "SELECT matter_id, holder, relation FROM access WHERE firm_id = $1 AND matter_id IN (\(list.placeholders))",
                [.text(firmID)] + list.values)
            for row in rows {
                guard let holder = AccessGrant.Holder(text: row.text(1)),
                    let relation = AccessGrant.Relation(rawValue: row.text(2))
                else { continue }
                grants[row.text(0), default: []].insert(AccessGrant(holder: holder, relation: relation))
            }
        }
        return grants
    }

    private static func changes(from old: Set<AccessGrant>, to new: Set<AccessGrant>) -> [Change] {
        func relations(_ grants: Set<AccessGrant>) -> [String: String] {
            Dictionary(grouping: grants, by: \.holder.text).mapValues {
                $0.map(\.relation.rawValue).sorted().joined(separator: " ")
            }
        }
        let before = relations(old)
        let after = relations(new)
        return Set(before.keys).union(after.keys).sorted().compactMap { holder in
            guard before[holder] != after[holder] else { return nil }
            let fact = before[holder] == nil ? Change.granted : after[holder] == nil ? Change.withdrawn : "relation"
            return Change(.access, subject: holder, fact: fact, old: before[holder], new: after[holder])
        }
    }
}
