import Storage

/// The firm's configuration: matter types, workflows, roles, data collections.
enum FirmSetUp {
    enum FieldKind: String {
        case line = "Str255", area = "TextArea", choice = "DropDown", date = "DateNM", money = "Money", tick = "Boolean"
        /// The vendor has lines for it; the page asks for a time.
        case timeOfDay

        var dataType: String { (self == .timeOfDay ? .line : self).rawValue }
    }
    typealias CollectionField = (name: String, kind: FieldKind, label: String)

    struct Collection: Sendable {
        let name: String
        let label: String
        var isMultiple = false
        let fields: [CollectionField]
    }

    static let steps: [Int64: [String]] = [
        SeedIDs.purchase: [
            "Instructions received", "Contract review", "Cooling off", "Finance", "Searches", "Unconditional",
            "Pre-settlement", "Settlement booked", "Settled", "Post-settlement",
        ],
        SeedIDs.sale: [
            "Instructions received", "Contract preparation", "Contract exchanged", "Cooling off", "Finance",
            "Unconditional", "Pre-settlement", "Settlement booked", "Settled", "Post-settlement",
        ],
    ]

    static let collections: [Collection] = [
        Collection(
            name: "keydates", label: "Key dates",
            fields: [
                ("condate", .date, "Contract date"), ("cooldate", .date, "Cooling off ends"),
                ("findate", .date, "Finance due"), ("smtdateonly", .date, "Settlement date"),
                ("smttime", .timeOfDay, "Settlement time"),
            ]),
        Collection(
            name: "property", label: "Property",
            fields: [
                ("address", .line, "Address"), ("titleref", .line, "Title reference"), ("state", .choice, "State"),
            ]),
        Collection(
            name: "internal", label: "Internal file data",
            fields: [
                ("riskrating", .choice, "Risk rating"), ("feequote", .money, "Fee quoted"),
                ("internalnote", .area, "Note for staff only"),
            ]),
        Collection(
            name: "specialconditions", label: "Special conditions", isMultiple: true,
            fields: [("condition", .area, "Condition"), ("conddue", .date, "Due")]),
        Collection(
            name: "settlementrequirements", label: "Settlement requirements", isMultiple: true,
            fields: [("requirement", .line, "Requirement"), ("amount", .money, "Amount")]),
        Collection(
            name: "outstanding", label: "Outstanding items", isMultiple: true,
            fields: [
                ("item", .line, "Item"), ("whomustact", .choice, "Who must act"), ("duedate", .date, "Due"),
                ("done", .tick, "Done"),
            ]),
    ]

    static let outstanding = collection("outstanding") ?? collections[0]
    static let keyDates = collection("keydates") ?? collections[0]

    static func collection(_ name: String) -> Collection? { collections.first { $0.name == name } }

    static func collectionID(_ name: String, of type: Int64) -> Int64 {
        let place = collections.firstIndex { $0.name == name } ?? 0
        return (type == SeedIDs.purchase ? 148 : 168) + Int64(place)
    }

    static let roles: [(id: Int64, name: String)] = [
        (SeedIDs.client, "Client"), (SeedIDs.broker, "Broker"), (SeedIDs.mortgageManager, "Mortgage Manager"),
        (SeedIDs.developer, "Developer"), (SeedIDs.agent, "Real Estate Agent"),
        (SeedIDs.otherSide, "Other Side Conveyancer"), (SeedIDs.lender, "Lender"),
    ]

    static var records: [ActionStepRecord] { roleRecords + typeRecords + stepRecords + collectionRecords + workRecords }

    private static var roleRecords: [ActionStepRecord] {
        roles.map { role in
            Catalogue.participantTypes.record([
                "id": .integer(role.id), "name": .text(role.name.replacing(" ", with: "_")),
                "display_name": .text(role.name), "is_base_participant_type": SQLValue(role.id == SeedIDs.client),
            ])
        }
    }

    private static var typeRecords: [ActionStepRecord] {
        [(SeedIDs.purchase, "Conveyancing - Purchase"), (SeedIDs.sale, "Conveyancing - Sale")].map { id, name in
            Catalogue.actionTypes.record([
                "id": .integer(id), "name": .text(name), "description": .text(name),
                "primary_participant_type_id": SeedIDs.clientRole,
            ])
        }
    }

    private static var stepRecords: [ActionStepRecord] {
        steps.sorted { $0.key < $1.key }.flatMap { type, names in
            names.enumerated().flatMap { stepAndNode(type, $0 + 1, $1) } + [settlementField(of: type)]
        }
    }

    private static func stepAndNode(_ type: Int64, _ number: Int, _ name: String) -> [ActionStepRecord] {
        let nodeID = (type == SeedIDs.purchase ? 900 : 950) + Int64(number)
        let step = Catalogue.steps.record([
            "id": .text("\(type)--\(number)"), "step_number": .text(String(number)), "step_name": .text(name),
            "action_status": MatterStatus.active.stored, "action_type_id": .integer(type),
        ])
        let node = Catalogue.nodes.record([
            "id": .integer(nodeID), "step_number": SQLValue(number), "weight": SQLValue(number * 10),
            "action_type_id": .integer(type), "parent_id": number == 1 ? .null : .integer(nodeID - 1),
        ])
        return [step, node]
    }

    /// The step "Settlement booked" requires a settlement date.
    private static func settlementField(of type: Int64) -> ActionStepRecord {
        Catalogue.stepDataFields.record([
            "id": .integer(type == SeedIDs.purchase ? 82 : 83), "group_label": "Key dates",
            "field_label": "Settlement date", "display_order": 1, "is_required": 1, "data_field": "smtdateonly",
            "action_type_id": .integer(type), "step_id": .text("\(type)--8"),
            "data_collection_id": .integer(collectionID("keydates", of: type)),
        ])
    }

    private static var collectionRecords: [ActionStepRecord] {
        [SeedIDs.purchase, SeedIDs.sale].flatMap { type in
            collections.enumerated().flatMap { place, collection in
                let id = collectionID(collection.name, of: type)
                let head = Catalogue.collections.record([
                    "id": .integer(id), "name": .text(collection.name), "label": .text(collection.label),
                    "multiple_records": SQLValue(collection.isMultiple), "order": SQLValue(place + 1),
                    "action_type_id": .integer(type),
                ])
                return [head] + collection.fields.enumerated().map { field(id, $0 + 1, $1) }
            }
        }
    }

    private static func field(_ collection: Int64, _ order: Int, _ field: CollectionField) -> ActionStepRecord {
        Catalogue.collectionFields.record([
            "id": .text("\(collection)--\(field.name)"), "name": .text(field.name),
            "data_type": .text(field.kind.dataType), "label": .text(field.label), "form_order": SQLValue(order),
            "list_order": SQLValue(order), "required": 0, "data_collection_id": .integer(collection),
        ])
    }
}
