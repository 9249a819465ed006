import HTTPTypes
import SandboxKit
import Storage
import Webhooks

/// Serves every resource of the catalogue from its description.
struct ResourceHandler: Sendable {
    let resource: Resource
    let world: ActionStepWorld

    func answer(_ call: RESTCall) async throws -> RESTReply {
        switch call.method {
        case .get: try await read(call)
        case .post where resource.verbs.contains(.create) && call.ids == nil: try await create(call)
        case .put where resource.verbs.contains(.update): try await update(call)
        case .delete where resource.verbs.contains(.delete): try await delete(call)
        default: throw RequestFailure.methodNotAllowed
        }
    }

    private func read(_ call: RESTCall) async throws -> RESTReply {
        let query = try ListQuery(call.parameters)
        return try await world.store.read { [resource] reading in
            guard let ids = call.ids else {
                let (records, count) = try query.run(resource, in: reading)
                return try reply(call, query, records, paging: call.paging(count: count, query), in: reading)
            }
            let values = ids.compactMap { resource.idValue($0) }
            guard values.count <= RESTLimits.listedIDsMax else { throw RequestFailure.badRequest("Too many ids") }
            let records = try ActionStepTables.find(resource, values, in: reading)
            guard !records.isEmpty else {
                throw RequestFailure.notFound("\(resource.name) \(ids.joined(separator: ",")) was not found")
            }
            return try reply(call, query, records, paging: nil, in: reading)
        }
    }

    private func reply(
        _ call: RESTCall, _ query: ListQuery, _ records: [ActionStepRecord], paging: JSONValue?, in reading: any Reading
    ) throws -> RESTReply {
        let selection = query.selection(of: resource, isRoot: true)
        let linked = try SideLoad(query.includes, from: records, in: reading).json(query)
        return call.reply(
            records.map { Presentation.object($0, selection) }, linked: linked,
            links: call.envelope.links(of: resource), paging: paging)
    }

    private func create(_ call: RESTCall) async throws -> RESTReply {
        let rows = try call.rows()
        let records = try await world.change { [resource] change in
            try rows.map { row in
                let input = try WriteInput(row, for: resource, isNew: true)
                try input.checkLinks(in: change)
                return try change.create(resource, input.values)
            }
        }
        return call.reply(records.map { Presentation.object($0) }, status: 201)
    }

    private func update(_ call: RESTCall) async throws -> RESTReply {
        let ids = try call.requiredIDs()
        let rows = try call.rows(for: ids)
        let records = try await world.change { change in
            try zip(ids, rows).map { try update($0, $1, in: change) }
        }
        return call.reply(records.map { Presentation.object($0) })
    }

    private func update(_ id: String, _ row: JSONValue, in change: ActionStepChange) throws -> ActionStepRecord {
        if let named = row["id"], !named.isNull, named.scalarText != id {
            throw RequestFailure.badRequest("The row names another id than the address, which says \(id)")
        }
        let input = try WriteInput(row, for: resource, isNew: false)
        if resource.name == "datacollectionrecordvalues" {
            return try change.setValue(id, to: input.values["string_value"]?.plainText)
        }
        try input.checkLinks(in: change)
        return try change.update(try change.find(resource, id), input.values)
    }

    private func delete(_ call: RESTCall) async throws -> RESTReply {
        let ids = try call.requiredIDs()
        try await world.change { [resource] change in
            for id in ids { try change.delete(try change.find(resource, id)) }
        }
        return .noContent
    }
}
