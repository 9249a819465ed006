import SandboxKit
import Storage
import Webhooks

/// The fields that a step requires before a matter may move to it. The API lists them, and enforces them only while a fault
/// asks for it: otherwise a move with action, step and node alone succeeds.
enum RequiredStepFields {
    /// - Parameter row: of `actionchangestep`, with members such as `stepDataField82`.
    static func check(_ row: JSONValue, movingTo stepID: String, in change: ActionStepChange) throws {
        let required = try ActionStepTables.select(
            Catalogue.stepDataFields, where: "step_id = $2 AND is_required = 1", [.text(stepID)], tail: "ORDER BY id",
            in: change.transaction)
        for field in required {
            let name = "stepDataField" + field.idText
            guard row[name]?.scalarText?.isEmpty == false else {
                throw RequestFailure.badRequest("\(name) (\(field.text("field_label") ?? "")) is needed for this step")
            }
        }
    }
}
