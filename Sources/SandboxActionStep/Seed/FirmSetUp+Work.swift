import Storage

/// Users, tags, the roles of a matter type, the tasks of a step, the choices of a field.
extension FirmSetUp {
    static let tagNames = ["Urgent", "Signed", "For the client"]

    /// The choices of drop-down fields.
    static let choices = [
        "state": ["QLD", "NSW", "VIC", "SA", "WA", "TAS", "ACT", "NT"], "riskrating": ["Low", "Medium", "High"],
        "whomustact": ["Client", "Broker", "Lender", "Other side", "Firm"],
    ]
    private static let tasksOfSteps: [Int64: [(step: Int, name: String)]] = [
        SeedIDs.purchase: [
            (5, "Order the searches"), (7, "Prepare the settlement figures"), (8, "Book the settlement"),
        ],
        SeedIDs.sale: [(2, "Draft the contract"), (7, "Prepare the settlement figures"), (8, "Book the settlement")],
    ]

    static var workRecords: [ActionStepRecord] {
        let division = Catalogue.divisions.record(["id": 1, "name": .text(FirmPeople.firm)])
        return users + tags + [division] + typeRoles + stepTasks + choiceRecords + standing
    }

    private static var users: [ActionStepRecord] {
        FirmPeople.records(at: 0).filter { FirmPeople.staff.contains($0.integer("id") ?? 0) }.map { person in
            Catalogue.users.record([
                "id": person.id, "email_address": person["email"], "participant_id": person.id,
                "is_current": SQLValue(person.id == .integer(ActionStepChange.userID)),
            ])
        }
    }

    private static var tags: [ActionStepRecord] {
        tagNames.enumerated().map { Catalogue.tags.record(["id": SQLValue($0 + 1), "name": .text($1)]) }
    }

    private static var typeRoles: [ActionStepRecord] {
        [SeedIDs.purchase, SeedIDs.sale].flatMap { type in
            roles.map { role in
                let isClient = SQLValue(role.id == SeedIDs.client)
                return Catalogue.actionTypeRoles.record([
                    "id": .text("\(type)--\(role.id)"), "required": isClient, "is_primary_participant_type": isClient,
                    "action_type": .integer(type), "participant_type_id": .integer(role.id),
                ])
            }
        }
    }

    private static var stepTasks: [ActionStepRecord] {
        tasksOfSteps.sorted { $0.key < $1.key }.flatMap { type, tasks in
            tasks.enumerated().map { place, task in
                Catalogue.stepTasks.record([
                    "id": .integer((type == SeedIDs.purchase ? 21 : 31) + Int64(place)), "name": .text(task.name),
                    "action_type_id": .integer(type), "step_id": .text("\(type)--\(task.step)"),
                ])
            }
        }
    }

    private static var choiceRecords: [ActionStepRecord] {
        [SeedIDs.purchase, SeedIDs.sale].flatMap { type in
            collections.flatMap { collection in
                collection.fields.flatMap { field in
                    (choices[field.name] ?? []).enumerated().map {
                        choice($1, $0 + 1, of: field.name, in: collectionID(collection.name, of: type))
                    }
                }
            }
        }
    }

    private static func choice(_ value: String, _ order: Int, of field: String, in collection: Int64)
        -> ActionStepRecord
    {
        Catalogue.collectionChoices.record([
            "id": .text("\(collection)--\(field)--" + value.replacing(" ", with: "")), "name": .text(value),
            "value": .text(value), "list_order": SQLValue(order), "is_default": SQLValue(order == 1),
            "data_collection_field_id": .text("\(collection)--\(field)"), "data_collection_id": .integer(collection),
        ])
    }

    /// Every broker has the broker role by default.
    private static var standing: [ActionStepRecord] {
        FirmPeople.brokerages.flatMap(\.brokers).map { person in
            Catalogue.standingRoles.record([
                "id": .text("\(person)--\(SeedIDs.broker)"), "participant_id": .integer(person),
                "participant_type_id": .integer(SeedIDs.broker),
            ])
        }
    }
}
