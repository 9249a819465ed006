/// Where a firm's custom data holds the facts that the portal knows by name: in which collections and fields, and which
/// values mean what.
package struct FactPlaces: Sendable, Equatable {
    /// Collections that parties may see; all others are for staff.
    package var partyCollections: Set<String>
    /// Collections of which each record is something that somebody must still do.
    package var itemCollections: Set<String>
    package var itemFields: ItemFields
    /// Fields that hold the day of settlement, in any of `partyCollections`.
    package var settlementDateFields: Set<String>
    /// How an item's owner is named when the firm itself must act, in lower case.
    package var firmOwnerNames: Set<String>

    package struct ItemFields: Sendable, Equatable {
        package var title: String
        package var owner: String
        package var due: String
        package var done: String
        /// The values of `done` that mean so.
        package var doneValues: Set<String>
    }

    /// The names that the templates of conveyancing firms use.
    package static let standard = FactPlaces(
        partyCollections: ["keydates", "property", "specialconditions", "settlementrequirements", "outstanding"],
        itemCollections: ["outstanding"],
        itemFields: ItemFields(title: "item", owner: "whomustact", due: "duedate", done: "done", doneValues: ["T"]),
        settlementDateFields: ["smtdateonly", "settlementdate", "settlement_date"],
        firmOwnerNames: ["firm", "us", "our office"])
}

extension FactPlaces {
    package func kind(of collection: String) -> Change.Kind { itemCollections.contains(collection) ? .item : .field }

    /// Only in a collection that parties may see, because their lists are sorted by it.
    package func isSettlementDate(_ field: String, of collection: String) -> Bool {
        partyCollections.contains(collection) && settlementDateFields.contains(field)
    }

    package func settlementDate(in values: [DataValue]) -> CalendarDate? {
        values.lazy.filter { isSettlementDate($0.field, of: $0.collection) }
            .compactMap { $0.text.flatMap { CalendarDate($0.prefix(10)) } }.first
    }

    /// Whether each item is done, by its record.
    package func itemsDone(in values: [DataValue]) -> [SourceRef: Bool] {
        let items = values.filter { itemCollections.contains($0.collection) }
        return Dictionary(grouping: items, by: \.recordRef).compactMapValues { record in
            text(itemFields.title, in: record) == nil ? nil : isDone(record)
        }
    }

    /// One item, read from the fields of its record; nil without a title.
    func item(from record: [DataValue], viewerKinds: Set<PartyKind>, isStaff: Bool) -> ScopedMatter.Item? {
        guard let ref = record.first?.recordRef, let title = text(itemFields.title, in: record) else { return nil }
        let ownerName = text(itemFields.owner, in: record)
        return ScopedMatter.Item(
            id: ref, title: title, owner: owner(named: ownerName, viewerKinds: viewerKinds, isStaff: isStaff),
            ownerName: ownerName, dueOn: text(itemFields.due, in: record).flatMap { CalendarDate($0.prefix(10)) },
            isDone: isDone(record))
    }

    private func text(_ field: String, in record: [DataValue]) -> String? {
        record.first { $0.field == field }?.text.flatMap { $0.isEmpty ? nil : $0 }
    }

    private func isDone(_ record: [DataValue]) -> Bool {
        text(itemFields.done, in: record).map(itemFields.doneValues.contains) ?? false
    }

    private func owner(named name: String?, viewerKinds: Set<PartyKind>, isStaff: Bool) -> ScopedMatter.Item.Owner {
        // What the firm must do, its staff must do.
        guard let name, !firmOwnerNames.contains(name.lowercased()) else { return isStaff ? .you : .us }
        let kind = PartyKind(roleName: name)
        let isYou = viewerKinds.contains(kind) || (kind == .client && viewerKinds.contains(.developerClient))
        return kind != .other && isYou ? .you : .others
    }
}
