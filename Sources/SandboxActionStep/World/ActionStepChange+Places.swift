import Matters
import SandboxKit
import Storage

/// Relations between records: folders and related matters.
extension ActionStepChange {
    static let folderDepthMax = 32

    /// Amounts must be in range, and linked records must belong to the same matter.
    func check(_ record: ActionStepRecord) throws {
        try checkAmounts(of: record)
        guard let action = record.resource.link("action"), case .number = action.kind else { return }
        for link in record.resource.links where link.isWritable && link.name != "action" {
            guard let target = Catalogue.resource(link.target), target.link("action") != nil,
                let id = record.text(link.column)
            else { continue }
            guard try find(target, id)["action_id"] == record["action_id"] else {
                throw RequestFailure.badRequest("links.\(link.name): \(target.name) \(id) is in another matter")
            }
        }
        if record.resource.name == "actionfolders" { try checkAncestors(of: record) }
    }

    private func checkAncestors(of folder: ActionStepRecord) throws {
        var parent = folder.text("parent_folder_id")
        for _ in 0..<Self.folderDepthMax {
            guard let id = parent else { return }
            guard id != folder.idText else { throw RequestFailure.badRequest("A folder cannot lie inside itself") }
            parent = try find(Catalogue.folders, id).text("parent_folder_id")
        }
        throw RequestFailure.badRequest("Folders lie at most \(Self.folderDepthMax) deep")
    }

    /// Moves the contents of a deleted folder to its parent.
    func moveContents(ofDeleted folder: ActionStepRecord) throws {
        for (resource, column) in [(Catalogue.folders, "parent_folder_id"), (Catalogue.documents, "folder_id")] {
            try transaction.run(
                "UPDATE \(resource.table) SET \(column) = $2 WHERE firm_id = $1 AND action_id = $3 AND \(column) = $4",
                [SandboxFirm.idValue, folder["parent_folder_id"], folder["action_id"], folder.id])
        }
    }

    /// The relation is symmetric: the other matter is updated as well, with an event of its own.
    func updateRelatedMatters(of matter: ActionStepRecord, before: ActionStepRecord) throws {
        let (now, then) = (matter.relatedMatterIDs, before.relatedMatterIDs)
        guard !now.contains(matter.idText) else {
            throw RequestFailure.badRequest("A matter is not related to itself.")
        }
        for id in Set(now).symmetricDifference(then).sorted() {
            let other = try find(Catalogue.actions, id)
            let without = other.relatedMatterIDs.filter { $0 != matter.idText }
            let all = now.contains(id) ? without + [matter.idText] : without
            guard all.count <= RESTLimits.linkedIDsMax else {
                throw RequestFailure.badRequest("Matter \(id) is related to \(RESTLimits.linkedIDsMax) matters already")
            }
            var changed = other
            changed["related_actions_id"] = .ids(all)
            stamp(&changed, Self.modificationColumns)
            try ActionStepTables.update(changed, in: transaction)
            try publish("ActionUpdated", changed)
        }
    }
}

extension ActionStepRecord {
    /// The ids of the matters that a matter is related to.
    var relatedMatterIDs: [String] { ids("related_actions_id") }
}
