import SandboxKit
import Webhooks

/// The matter or contract itself.
extension LawVuDeed {
    static func status(of kind: Dossier.Kind) -> LawVuDeed {
        LawVuDeed(
            "status", done: kind == .matter ? "The state was changed." : "The stage was changed.",
            fires: [kind.statusUpdated, kind.updated]
        ) { form, _ in ["status": .string(form["status"])] }
    }

    static func rename(of kind: Dossier.Kind) -> LawVuDeed {
        LawVuDeed("rename", done: "The name was changed.", fires: [kind.updated]) { form, _ in
            ["name": .string(form["name"])]
        }
    }

    static func people(of kind: Dossier.Kind) -> LawVuDeed {
        LawVuDeed("people", done: "It was given to others.", fires: [kind.updated]) { form, dossier in
            var patch: JSONValue.Members = [
                "owner": reference(form["owner"]),
                "teamAssigned": Int64(form["team"]).map { ["id": .integer($0)] } ?? .null,
            ]
            if dossier.kind == .matter { patch["manager"] = manager(form["manager"]) }
            return .object(patch)
        }
    }

    /// The choice that is no user.
    static let intake = "intake"

    private static func manager(_ choice: String) -> JSONValue {
        choice == intake ? ["intakeQueue": [:]] : ["user": reference(choice)]
    }

    private static func reference(_ id: String) -> JSONValue { id.isEmpty ? .null : ["id": .string(id)] }

    static func marks(of kind: Dossier.Kind) -> LawVuDeed {
        LawVuDeed("marks", done: "It was marked.", fires: [kind.updated]) { form, dossier in
            var patch: JSONValue.Members = [
                "restricted": .bool(form["restricted"] == "T"), "externalId": orNull(form["externalId"]),
            ]
            if dossier.kind == .matter { patch["urgent"] = .bool(form["urgent"] == "T") }
            return .object(patch)
        }
    }

    static let terms = LawVuDeed("terms", done: "The terms were changed.", fires: [.contractUpdated]) { form, _ in
        [
            "value": number(form["value"]), "expiry": orNull(form["expiry"]), "executed": orNull(form["executed"]),
        ]
    }

    static func fields(of kind: Dossier.Kind) -> LawVuDeed {
        LawVuDeed("fields", done: "The fields were changed.", fires: [kind.updated]) { form, _ in
            ["fields": .object(.init(LawVuField.all.map { ($0.id, value(of: $0, form)) }))]
        }
    }

    private static func value(of field: LawVuField, _ form: Submission) -> JSONValue {
        switch field.type {
        case .text, .date, .option: orNull(form[field.id])
        case .decimal: number(form[field.id])
        case .flag: .bool(form[field.id] == "T")
        case .options:
            .array(field.options.filter { form[field.id + "." + $0.value] == "T" }.map { .string($0.value) })
        case .user: reference(form[field.id])
        }
    }

    private static func orNull(_ text: String) -> JSONValue { text.isEmpty ? .null : .string(text) }

    /// What is no number stays text, and is refused as such.
    private static func number(_ text: String) -> JSONValue { FixedPoint(text)?.number ?? orNull(text) }
}
