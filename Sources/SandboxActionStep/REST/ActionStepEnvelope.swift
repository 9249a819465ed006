import Matters
import Webhooks

/// The document around the rows: links, linked, meta.
struct ActionStepEnvelope: Sendable {
    /// For example `http://127.0.0.1:9000`.
    let origin: String
    let now: Instant

    static let root = "/actionstep/api/rest/"

    /// The host is doubled, as in the real system: clients must not follow these URLs.
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
            "recordCount": .integer(Int64(count)), "pageCount": .integer(Int64(pages)), "page": .integer(Int64(page)),
            "pageSize": .integer(Int64(size)), "prevPage": page > 1 ? .string(url(page - 1)) : nil,
            "nextPage": page < pages ? .string(url(page + 1)) : nil,
        ]
    }

    var debug: JSONValue {
        let text = now.iso8601(offsetMinutes: Presentation.offsetMinutes, fractionDigits: 0)
        let time = text.prefix(10) + " " + text.dropFirst(11).prefix(8) + " +1000 (Australia/Brisbane)"
        return ["requestTime": "0.010000", "server": "sandbox", "time": .string(String(time)), "rl": nil]
    }
}
