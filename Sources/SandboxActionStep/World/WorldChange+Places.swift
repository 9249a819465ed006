import Matters
import SandboxKit
import Storage

/// What holds records together: folders, and matters that know of one another.
extension WorldChange {
    static let folderDepthMax = 32

    /// Numbers must be possible, and what a record links to must lie in the same matter as itself.
    func check(_ record: Record) throws {
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

    private func checkAncestors(of folder: Record) throws {
        var parent = folder.text("parent_folder_id")
        for _ in 0..<Self.folderDepthMax {
            guard let id = parent else { return }
            guard id != folder.idText else { throw RequestFailure.badRequest("A folder cannot lie inside itself") }
            parent = try find(Catalogue.folders, id).text("parent_folder_id")
        }
        throw RequestFailure.badRequest("Folders lie at most \(Self.folderDepthMax) deep")
    }

    /// What lay in a folder that is gone lies where the folder lay.
    func empty(folder: Record) throws {
        for (resource, column) in [(Catalogue.folders, "parent_folder_id"), (Catalogue.documents, "folder_id")] {
            try transaction.run(
                "UPDATE \(resource.table) SET \(column) = $2 WHERE firm_id = $1 AND action_id = $3 AND \(column) = $4",
                [SandboxFirm.idValue, folder["parent_folder_id"], folder["action_id"], folder.id])
        }
    }

    /// Two matters are related to one another or not at all: the other side follows, which is a change of it too.
    func settleRelatives(of matter: Record, before: Record) throws {
        let (now, then) = (matter.relatives, before.relatives)
        guard !now.contains(matter.idText) else {
            throw RequestFailure.badRequest("A matter is not related to itself.")
        }
        for id in Set(now).symmetricDifference(then).sorted() {
            let other = try find(Catalogue.actions, id)
            let without = other.relatives.filter { $0 != matter.idText }
            let all = now.contains(id) ? without + [matter.idText] : without
            guard all.count <= RESTLimits.linkedIDsMax else {
                throw RequestFailure.badRequest("Matter \(id) is related to \(RESTLimits.linkedIDsMax) matters already")
            }
            var changed = other
            changed["related_actions_id"] = all.isEmpty ? .null : .text(all.joined(separator: ","))
            changed["modified_timestamp"] = .integer(self.now.milliseconds)
            try WorldTables.update(changed, in: transaction)
            try announce("ActionUpdated", changed)
        }
    }
}

extension Record {
    /// Of a matter.
    var relatives: [String] {
        text("related_actions_id")?.split(separator: ",").map(String.init) ?? []
    }
}
