/// What the portal knows about custom data by name: which collections parties may see, and which field is what.
///
/// The names are those that conveyancing firms' templates use; a collection that is not listed is for staff only.
package enum DataCollections {
    /// Rows of things somebody must still do.
    package static let outstandingItems: Set<String> = ["outstanding"]
    private static let forParties: Set<String> = [
        "keydates", "property", "specialconditions", "settlementrequirements", "outstanding",
    ]
    package static let settlementDateFields: Set<String> = ["smtdateonly", "settlementdate", "settlement_date"]

    private static let itemTitleField = "item"
    private static let itemDoneField = "done"

    package static func isVisibleToParties(_ collection: String) -> Bool { forParties.contains(collection) }
    package static func kind(of collection: String) -> Change.Kind {
        outstandingItems.contains(collection) ? .item : .field
    }

    /// Only of a collection that parties may see, for lists are sorted by it.
    package static func settlementDate(in values: [DataValue]) -> CalendarDate? {
        values.lazy.filter { isVisibleToParties($0.collection) && settlementDateFields.contains($0.field) }
            .compactMap { $0.text.flatMap { CalendarDate($0.prefix(10)) } }.first
    }

    package static func isSettlementDate(_ field: String, of collection: String) -> Bool {
        isVisibleToParties(collection) && settlementDateFields.contains(field)
    }

    /// Which outstanding items there are, by their records, and whether each is done.
    package static func itemsDone(in values: [DataValue]) -> [SourceRef: Bool] {
        let items = values.filter { outstandingItems.contains($0.collection) }
        return Dictionary(grouping: items, by: \.recordRef).compactMapValues { record in
            func text(_ field: String) -> String { record.first { $0.field == field }?.text ?? "" }
            return text(itemTitleField).isEmpty ? nil : text(itemDoneField) == "T"
        }
    }

    /// One record of outstanding items, read from its fields.
    static func item(
        from record: [DataValue], viewerKinds: Set<PartyKind>, isStaff: Bool
    ) -> ScopedMatter.Item? {
        func text(_ field: String) -> String? {
            record.first { $0.field == field }?.text.flatMap { $0.isEmpty ? nil : $0 }
        }
        guard let ref = record.first?.recordRef, let title = text(itemTitleField) else { return nil }
        let ownerName = text("whomustact")
        return ScopedMatter.Item(
            id: ref, title: title, owner: owner(named: ownerName, viewerKinds: viewerKinds, isStaff: isStaff),
            ownerName: ownerName,
            dueOn: text("duedate").flatMap { CalendarDate($0.prefix(10)) }, isDone: text(itemDoneField) == "T")
    }

    private static func owner(
        named name: String?, viewerKinds: Set<PartyKind>, isStaff: Bool
    ) -> ScopedMatter.Item.Owner {
        // What the firm must do, its staff must do.
        guard let name, !["firm", "us", "our office"].contains(name.lowercased()) else { return isStaff ? .you : .us }
        let kind = PartyKind(roleName: name)
        let isYou = viewerKinds.contains(kind) || (kind == .client && viewerKinds.contains(.developerClient))
        return kind != .other && isYou ? .you : .others
    }
}
