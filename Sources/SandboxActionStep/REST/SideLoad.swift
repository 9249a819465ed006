import SandboxKit
import Storage
import Webhooks

/// Resolves `include`: the records that a page of records links to, without duplicates.
struct SideLoad {
    private var found: [(resource: Resource, records: [String: ActionStepRecord])] = []

    init(_ includes: [[String]], from records: [ActionStepRecord], in reading: any Reading) throws {
        for path in includes { try follow(path[...], from: records, in: reading) }
    }

    private mutating func follow(_ path: ArraySlice<String>, from records: [ActionStepRecord], in reading: any Reading)
        throws
    {
        guard let name = path.first, let source = records.first?.resource else { return }
        guard let link = source.link(name) else {
            throw RequestFailure.badRequest("\(source.name) has no relation \(name) to include")
        }
        guard let target = Catalogue.resource(link.target), link.isStored else { return }
        let ids = Set(records.flatMap { $0.text(link.column).map(link.ids) ?? [] }).compactMap { target.idValue($0) }
        let linked = try ids.chunks(ofCount: RESTLimits.listedIDsMax).flatMap {
            try ActionStepTables.find(target, Array($0), in: reading)
        }
        keep(linked, of: target)
        try follow(path.dropFirst(), from: linked, in: reading)
    }

    private mutating func keep(_ records: [ActionStepRecord], of resource: Resource) {
        let place = found.firstIndex { $0.resource.name == resource.name } ?? found.endIndex
        if place == found.endIndex { found.append((resource, [:])) }
        for record in records { found[place].records[record.idText] = record }
    }

    /// Always arrays, also of one record; nil without `include`.
    func json(_ query: ListQuery) -> JSONValue? {
        guard !found.isEmpty else { return nil }
        return .object(
            .init(
                found.map { resource, records in
                    let selection = query.selection(of: resource, isRoot: false)
                    let ordered = records.values.sorted { ($0.idText.count, $0.idText) < ($1.idText.count, $1.idText) }
                    return (resource.name, .array(ordered.map { Presentation.object($0, selection) }))
                }))
    }
}
