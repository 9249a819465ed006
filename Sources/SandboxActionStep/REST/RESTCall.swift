import HTTPTypes
import SandboxKit
import Storage
import Webhooks

/// A request to the interface, free of the server's types, so that handlers stay plain functions.
struct RESTCall: Sendable {
    let method: HTTPRequest.Method
    /// The first part of the path, such as `filenotes`.
    let resource: String
    /// The second part: nil for the whole collection.
    let ids: [String]?
    let parameters: [(name: String, value: String)]
    let body: JSONValue?
    let envelope: Envelope
    /// Whether a step insists on its fields this time.
    var requiresStepFields = false

    /// The rows of a write: an object or an array of them, under the resource's name.
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

    /// One row is written to each of the ids; several rows are paired with them in order.
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

    /// The URL of another page of the same list.
    func url(ofPage page: Int) -> String {
        let others = parameters.filter { $0.name != "page" } + [("page", String(page))]
        let query = others.map { $0.name.percentEncoded + "=" + $0.value.percentEncoded }.joined(separator: "&")
        return envelope.origin + Envelope.root + resource + "?" + query
    }
}

/// An answer; no body means 204.
struct RESTReply: Sendable {
    var status = 200
    var body: JSONValue?
    static let noContent = RESTReply(status: 204, body: nil)

    /// The document, or 204 where there is none.
    init(_ document: JSONValue?) { (status, body) = (document == nil ? 204 : 200, document) }
    init(status: Int, body: JSONValue?) { (self.status, self.body) = (status, body) }
}
