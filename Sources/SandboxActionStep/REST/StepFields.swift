import SandboxKit
import Storage
import Webhooks

/// What a step asks for before a matter may move there. The vendor lists it; whether it insists is a matter of faults,
/// for a move by action, step and node alone has to work otherwise.
enum StepFields {
    /// - Parameter row: of `actionchangestep`, with members such as `stepDataField82`.
    static func check(_ row: JSONValue, movingTo stepID: String, in change: WorldChange) throws {
        let required = try WorldTables.select(
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
