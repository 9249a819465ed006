import SandboxKit
import Storage
import Webhooks

/// Matters that know of one another, such as the sale of the old home and the purchase of the new one.
extension Deed {
    static let related = [relate, unrelate]

    static let relate = Deed("related", done: "The matters were related.", fires: [.actionUpdated]) {
        form, matter, change in
        let reference = try form.required("reference", "The reference")
        let found = try WorldTables.select(
            Catalogue.actions, where: "reference = $2 AND is_deleted = 0", [.text(reference)],
            tail: "ORDER BY id LIMIT 3", in: change.transaction)
        guard !found.isEmpty else { throw RequestFailure.badRequest("No matter has the reference \(reference).") }
        let others = found.filter { $0.id != matter.id }
        guard let other = others.first else { throw RequestFailure.badRequest("A matter is not related to itself.") }
        guard others.count == 1 else {
            let names = others.map { $0.text("name") ?? "" }.joined(separator: " and ")
            throw RequestFailure.badRequest(
                "More than one matter has the reference \(reference): \(names). Give one of them another first.")
        }
        guard !matter.relatives.contains(other.idText) else {
            throw RequestFailure.badRequest("The matters are related already.")
        }
        try change.relate(matter, to: matter.relatives + [other.idText])
    }

    static let unrelate = Deed("related-remove", done: "The matters are no longer related.", fires: [.actionUpdated]) {
        form, matter, change in
        guard matter.relatives.contains(form.record) else {
            throw RequestFailure.notFound("This matter has no such relation.")
        }
        try change.relate(matter, to: matter.relatives.filter { $0 != form.record })
    }
}

extension WorldChange {
    fileprivate func relate(_ matter: Record, to ids: [String]) throws {
        _ = try update(matter, ["related_actions_id": ids.isEmpty ? .null : .text(ids.joined(separator: ","))])
    }
}
