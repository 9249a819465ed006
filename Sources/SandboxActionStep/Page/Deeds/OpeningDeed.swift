import SandboxKit
import Storage
import Webhooks

/// Opening a matter: the one deed that has no matter to begin with, so the front page's form does it.
extension Deed {
    static let openMatter = Deed(
        "open", done: "The matter was opened.", fires: [.actionCreated, .actionParticipantAdded])

    static func open(_ form: Submission, _ change: WorldChange) throws -> Record {
        let name = try form.required("name", "The name")
        let type = try change.find(Catalogue.actionTypes, form["kind"])
        let parties = try [("client", SeedIDs.client), ("broker", SeedIDs.broker)].filter { !form[$0.0].isEmpty }.map {
            let mail = try form.mailAddress($0.0, "The mail address")
            return (
                try change.person(withMail: mail, otherwise: "Leave it empty and add them on the matter’s page."), $0.1
            )
        }
        let matter = try change.create(
            Catalogue.actions,
            [
                "name": .text(name), "reference": .text(try form.optional("reference", "The reference")),
                "action_type_id": type.id, "step_id": .text(type.idText + "--1"),
                "assigned_to_id": .integer(WorldChange.userID),
            ])
        for (person, role) in parties {
            _ = try change.create(
                Catalogue.actionParticipants,
                ["action_id": matter.id, "participant_type_id": .integer(role), "participant_id": person.id])
        }
        return matter
    }
}
