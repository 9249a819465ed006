import Matters
import Webhooks

/// The document around the rows: links, linked, meta.
struct Envelope: Sendable {
    /// Such as `http://127.0.0.1:9000`.
    let origin: String
    let now: Instant

    static let root = "/actionstep/api/rest/"

    /// One row stands as an object, several as an array; nil for none, which is answered by 204 without a body.
    func document(
        _ name: String, rows: [JSONValue], linked: JSONValue?, links: JSONValue? = nil, paging: JSONValue? = nil
    ) -> JSONValue? {
        guard let first = rows.first else { return nil }
        var members = JSONValue.Members()
        if let links { members.entries.append((name: "links", value: links)) }
        members.entries.append((name: name, value: rows.count == 1 ? first : .array(rows)))
        if let linked { members.entries.append((name: "linked", value: linked)) }
        let paging = paging ?? self.paging(count: rows.count, page: 1, size: RESTLimits.pageSizeDefault) { _ in "" }
        members.entries.append((name: "meta", value: ["paging": .object([name: paging]), "debug": debug]))
        return .object(members)
    }

    /// The hosts come out doubled, as the real system writes them: a client must never follow these.
    func links(of resource: Resource) -> JSONValue? {
        guard !resource.links.isEmpty else { return nil }
        let host = origin.split(separator: "/").last.map(String.init) ?? ""
        return .object(
            .init(
                resource.links.map { link in
                    let relation = resource.name + "." + link.name
                    let href = origin + host + Self.root + link.target + "/{" + relation + "}"
                    return (relation, ["href": .string(href), "type": .string(link.target)])
                }))
    }

    /// - Parameter url: the URL of a page of this list.
    func paging(count: Int, page: Int, size: Int, url: (Int) -> String) -> JSONValue {
        let pages = (count + size - 1) / size
        return [
            "recordCount": .integer(Int64(count)), "pageCount": .integer(Int64(pages)),
            "page": .integer(Int64(page)), "pageSize": .integer(Int64(size)),
            "prevPage": page > 1 ? .string(url(page - 1)) : nil,
            "nextPage": page < pages ? .string(url(page + 1)) : nil,
        ]
    }

    private var debug: JSONValue {
        let text = now.iso8601(offsetMinutes: Presentation.offsetMinutes, fractionDigits: 0)
        let time = text.prefix(10) + " " + text.dropFirst(11).prefix(8) + " +1000 (Australia/Brisbane)"
        return ["requestTime": "0.010000", "server": "sandbox", "time": .string(String(time)), "rl": nil]
    }
}
