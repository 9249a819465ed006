import HTTPTypes
import SandboxKit
import Webhooks

/// An API request without the server's types, so that handlers can be tested without a server.
struct RESTCall: Sendable {
    let method: HTTPRequest.Method
    /// The first path segment, for example `filenotes`.
    let resource: String
    /// The second path segment; nil for the whole collection.
    let ids: [String]?
    let parameters: [(name: String, value: String)]
    let body: JSONValue?
    let envelope: ActionStepEnvelope
    /// Whether the required fields of a step are enforced for this request.
    var requiresStepFields = false

    /// The rows to write: an object or an array of objects under the resource's name.
    func rows() throws -> [JSONValue] {
        guard let body else { throw RequestFailure.badRequest("A body is needed") }
        guard let content = body[resource] else {
            throw RequestFailure.badRequest("The body has no member \(resource)")
        }
        let rows = content.array ?? [content]
        guard !rows.isEmpty, rows.allSatisfy({ $0.members != nil }) else {
            throw RequestFailure.badRequest("\(resource) is neither an object nor a list of objects")
        }
        guard rows.count <= RESTLimits.bulkRowsMax else {
            throw RequestFailure.badRequest("At most \(RESTLimits.bulkRowsMax) rows in one request")
        }
        return rows
    }

    /// One row applies to every id; several rows are paired with the ids in order.
    func rows(for ids: [String]) throws -> [JSONValue] {
        let rows = try rows()
        if rows.count == 1 { return ids.map { _ in rows[0] } }
        guard rows.count == ids.count else {
            throw RequestFailure.badRequest("\(ids.count) ids, but \(rows.count) rows")
        }
        return rows
    }

    func requiredIDs() throws -> [String] {
        guard let ids, !ids.isEmpty else { throw RequestFailure.methodNotAllowed }
        guard ids.count <= RESTLimits.listedIDsMax else { throw RequestFailure.badRequest("Too many ids") }
        return ids
    }

    /// One row is an object, several are an array; none are answered with 204 and no body.
    func reply(
        _ rows: [JSONValue], linked: JSONValue? = nil, links: JSONValue? = nil, paging: JSONValue? = nil,
        status: Int = 200
    ) -> RESTReply {
        guard let first = rows.first else { return .noContent }
        var members = JSONValue.Members()
        if let links { members.entries.append((name: "links", value: links)) }
        members.entries.append((name: resource, value: rows.count == 1 ? first : .array(rows)))
        if let linked { members.entries.append((name: "linked", value: linked)) }
        let size = RESTLimits.pageSizeDefault
        let paging = paging ?? envelope.paging(count: rows.count, page: 1, size: size) { _ in "" }
        members.entries.append((name: "meta", value: ["paging": .object([resource: paging]), "debug": envelope.debug]))
        return RESTReply(status: status, body: .object(members))
    }

    func paging(count: Int, _ query: ListQuery) -> JSONValue {
        envelope.paging(count: count, page: query.page, size: query.pageSize) { page in
            let others = parameters.filter { $0.name != "page" } + [("page", String(page))]
            let query = others.map { $0.name.percentEncoded + "=" + $0.value.percentEncoded }.joined(separator: "&")
            return envelope.origin + ActionStepEnvelope.root + resource + "?" + query
        }
    }
}
