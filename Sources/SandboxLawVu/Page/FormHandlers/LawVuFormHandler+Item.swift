import SandboxKit
import Webhooks

/// Forms that change a matter or contract itself. A contract has no manager and no urgency: the members are ignored.
extension LawVuFormHandler {
    static func status(of kind: MatterOrContract.Kind) -> Self {
        Self(
            "status", done: kind == .matter ? "The state was changed." : "The stage was changed.",
            fires: [kind.statusUpdated, kind.updated]
        ) { form in ["status": .string(form["status"])] }
    }

    static func rename(of kind: MatterOrContract.Kind) -> Self {
        Self("rename", done: "The name was changed.", fires: [kind.updated]) { form in ["name": .string(form["name"])] }
    }

    static func people(of kind: MatterOrContract.Kind) -> Self {
        Self("people", done: "The people were changed.", fires: [kind.updated]) { form in
            [
                "owner": reference(form["owner"]), "manager": manager(form["manager"]),
                "teamAssigned": Int64(form["team"]).map { ["id": .integer($0)] } ?? .null,
            ]
        }
    }

    /// The choice of the manager field that is not a user.
    static let intake = "intake"

    private static func manager(_ choice: String) -> JSONValue {
        choice == intake ? ["intakeQueue": [:]] : ["user": reference(choice)]
    }

    private static func reference(_ id: String) -> JSONValue { id.isEmpty ? .null : ["id": .string(id)] }

    static func marks(of kind: MatterOrContract.Kind) -> Self {
        Self("marks", done: "It was marked.", fires: [kind.updated]) { form in
            [
                "restricted": .bool(form["restricted"] == "T"), "urgent": .bool(form["urgent"] == "T"),
                "externalId": textOrNull(form["externalId"]),
            ]
        }
    }

    static let terms = Self("terms", done: "The terms were changed.", fires: [.contractUpdated]) { form in
        [
            "value": number(form["value"]), "expiry": textOrNull(form["expiry"]),
            "executed": textOrNull(form["executed"]),
        ]
    }

    static func fields(of kind: MatterOrContract.Kind) -> Self {
        Self("fields", done: "The fields were changed.", fires: [kind.updated]) { form in
            ["fields": .object(.init(LawVuField.all.map { ($0.id, value(of: $0, form)) }))]
        }
    }

    private static func value(of field: LawVuField, _ form: Submission) -> JSONValue {
        switch field.type {
        case .text, .date, .option: textOrNull(form[field.id])
        case .decimal: number(form[field.id])
        case .flag: .bool(form[field.id] == "T")
        case .options: .array(field.options.filter { form[field.id + "." + $0.value] == "T" }.map { .string($0.value) })
        case .user: reference(form[field.id])
        }
    }

    private static func textOrNull(_ text: String) -> JSONValue { text.isEmpty ? .null : .string(text) }

    /// Input that is not a number is passed on as text, which the validation rejects.
    private static func number(_ text: String) -> JSONValue { FixedPoint(text)?.number ?? textOrNull(text) }
}
