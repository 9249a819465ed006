import SandboxKit
import Webhooks

/// Forms that change a matter or contract itself.
extension LawVuFormHandler {
    static func status(of kind: MatterOrContract.Kind) -> LawVuFormHandler {
        LawVuFormHandler(
            "status", done: kind == .matter ? "The state was changed." : "The stage was changed.",
            fires: [kind.statusUpdated, kind.updated]
        ) { form, _ in ["status": .string(form["status"])] }
    }

    static func rename(of kind: MatterOrContract.Kind) -> LawVuFormHandler {
        LawVuFormHandler("rename", done: "The name was changed.", fires: [kind.updated]) { form, _ in
            ["name": .string(form["name"])]
        }
    }

    static func people(of kind: MatterOrContract.Kind) -> LawVuFormHandler {
        LawVuFormHandler("people", done: "The people were changed.", fires: [kind.updated]) { form, item in
            var patch: JSONValue.Members = [
                "owner": reference(form["owner"]),
                "teamAssigned": Int64(form["team"]).map { ["id": .integer($0)] } ?? .null,
            ]
            if item.kind == .matter { patch["manager"] = manager(form["manager"]) }
            return .object(patch)
        }
    }

    /// The choice of the manager field that is not a user.
    static let intake = "intake"

    private static func manager(_ choice: String) -> JSONValue {
        choice == intake ? ["intakeQueue": [:]] : ["user": reference(choice)]
    }

    private static func reference(_ id: String) -> JSONValue { id.isEmpty ? .null : ["id": .string(id)] }

    static func marks(of kind: MatterOrContract.Kind) -> LawVuFormHandler {
        LawVuFormHandler("marks", done: "It was marked.", fires: [kind.updated]) { form, item in
            var patch: JSONValue.Members = [
                "restricted": .bool(form["restricted"] == "T"), "externalId": textOrNull(form["externalId"]),
            ]
            if item.kind == .matter { patch["urgent"] = .bool(form["urgent"] == "T") }
            return .object(patch)
        }
    }

    static let terms = LawVuFormHandler("terms", done: "The terms were changed.", fires: [.contractUpdated]) {
        form, _ in
        [
            "value": number(form["value"]), "expiry": textOrNull(form["expiry"]),
            "executed": textOrNull(form["executed"]),
        ]
    }

    static func fields(of kind: MatterOrContract.Kind) -> LawVuFormHandler {
        LawVuFormHandler("fields", done: "The fields were changed.", fires: [kind.updated]) { form, _ in
            ["fields": .object(.init(LawVuField.all.map { ($0.id, value(of: $0, form)) }))]
        }
    }

    private static func value(of field: LawVuField, _ form: Submission) -> JSONValue {
        switch field.type {
        case .text, .date, .option: textOrNull(form[field.id])
        case .decimal: number(form[field.id])
        case .flag: .bool(form[field.id] == "T")
        case .options:
            .array(field.options.filter { form[field.id + "." + $0.value] == "T" }.map { .string($0.value) })
        case .user: reference(form[field.id])
        }
    }

    private static func textOrNull(_ text: String) -> JSONValue { text.isEmpty ? .null : .string(text) }

    /// Input that is not a number is passed on as text, which the validation rejects.
    private static func number(_ text: String) -> JSONValue { FixedPoint(text)?.number ?? textOrNull(text) }
}
