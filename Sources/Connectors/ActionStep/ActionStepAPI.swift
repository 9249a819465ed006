import Egress
import HTTPTypes
import Matters
import Webhooks

/// Requests to one firm's ActionStep: authorised, paced, paged, and read.
struct ActionStepAPI: Sendable {
    /// The most that the system gives at once.
    static let pageSize = 200
    /// Rows of a page when the server ignores `pageSize`.
    static let pageSizeDefault = 50
    static let pagesMax = 1_000
    /// How often a list is read again whose count of rows changes between its pages.
    static let readingsMax = 3
    /// How many access tokens are tried before a 401 is believed: the one in memory, and one that another process stored.
    static let grantsTriedMax = 2

    let client: GuardedHTTPClient
    let keeper: TokenKeeper
    let gate: RateGate
    var limits = ActionStepLimits()

    /// One page, or all that the path names.
    func get(
        _ resource: String, _ path: String = "", _ query: [(String, String)] = []
    ) async throws(PracticeFailure) -> ActionStepEnvelope {
        try ActionStepEnvelope(try await send(.get, resource + path, query), resource: resource)
    }

    /// All pages, by number. When a row was added or removed while we read, a row may have slipped from a page to come
    /// onto one that was read; it would look removed. Then all pages are read again.
    func all(
        _ resource: String, _ query: [(String, String)] = []
    ) async throws(PracticeFailure) -> [ActionStepEnvelope] {
        for _ in 1..<Self.readingsMax {
            let pages = try await pages(of: resource, query)
            if Set(pages.map(\.recordCount)).count <= 1 { return pages }
        }
        return try await pages(of: resource, query)
    }

    private func pages(
        of resource: String, _ query: [(String, String)]
    ) async throws(PracticeFailure) -> [ActionStepEnvelope] {
        var pages: [ActionStepEnvelope] = []
        for page in 1...Self.pagesMax {
            let paged = query + [("pageSize", "\(Self.pageSize)"), ("page", "\(page)")]
            let envelope = try await get(resource, "", paged)
            // A system that takes no notice of `page` would give the first without end.
            if envelope.pageCount == nil, let last = pages.last, last.records.map(\.id) == envelope.records.map(\.id) {
                return pages
            }
            pages.append(envelope)
            if envelope.records.isEmpty || !Self.hasMore(after: page, envelope) { return pages }
        }
        throw .malformed("\(resource): more than \(Self.pagesMax) pages")
    }

    /// When it does not say how many pages there are, a page as full as the smallest that it gives may not be the last.
    static func hasMore(after page: Int, _ envelope: ActionStepEnvelope) -> Bool {
        envelope.pageCount.map { page < $0 } ?? (envelope.records.count >= pageSizeDefault)
    }

    /// - Parameter body: wrapped in the resource's name.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ query: [(String, String)] = [], body: JSONValue? = nil
    ) async throws(PracticeFailure) -> HTTPAnswer {
        try await send(
            HTTPCall(
                method, path + ActionStepURL.query(query),
                headers: [.accept: "application/vnd.api+json", .contentType: "application/vnd.api+json"],
                body: body?.encoded ?? [], deadline: limits.deadline,
                answerLimit: .refuse(aboveBytes: limits.answerBytesMax)))
    }

    /// - Parameter call: to a path below `/rest/`, without authorisation.
    func send(_ call: HTTPCall) async throws(PracticeFailure) -> HTTPAnswer {
        var grant = try await keeper.grant()
        for _ in 0..<Self.grantsTriedMax {
            let answer = try await send(call, with: grant)
            guard answer.status == 401 else { return answer }
            grant = try await keeper.grant(after: grant)
        }
        return try await send(call, with: grant)
    }

    private func send(_ call: HTTPCall, with grant: OAuthTokens) async throws(PracticeFailure) -> HTTPAnswer {
        var authorised = call
        authorised.url = ActionStepURL.root(of: grant.apiEndpoint) + "/rest/" + call.url
        authorised.headers[.authorization] = "Bearer \(grant.accessToken)"
        return try await gate.send(isRepeatable: call.method == .get) { [authorised] in
            try await client.send(authorised)
        }
    }
}

/// What one request may cost.
struct ActionStepLimits: Sendable {
    var deadline = Duration.seconds(60)
    var answerBytesMax = 32 << 20
}

/// How addresses of the API are put together.
enum ActionStepURL {
    /// An address stays well under what servers and proxies accept.
    static let idListBytesMax = 3_000

    /// `https://host/api` for every form in which the endpoint is given: with or without `/api`, `/rest` and slashes.
    static func root(of endpoint: String) -> String {
        var root = Substring(endpoint)
        func dropSlashes() { while root.hasSuffix("/") { root.removeLast() } }
        dropSlashes()
        if root.hasSuffix("/rest") { root.removeLast(5) }
        dropSlashes()
        return root.hasSuffix("/api") ? String(root) : root + "/api"
    }

    static func query(_ pairs: [(String, String)]) -> String {
        guard !pairs.isEmpty else { return "" }
        return "?" + pairs.map { "\(escaped($0.0))=\(escaped($0.1))" }.joined(separator: "&")
    }

    /// An id from outside goes into paths, so it is a number as the system writes it, or it is no id. The attack: a
    /// forged notice about the matter `1/../../users`.
    static func isID(_ text: String) -> Bool {
        (1...18).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
            && (text.utf8.first != 48 || text.utf8.count == 1)
    }

    /// The same for ids that are put together, such as `33--4` of a step or `148--duedate` of a field.
    static func isComposedID(_ text: String) -> Bool {
        (1...96).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                    || byte == 95
            }
    }

    /// Lists of ids that fit into an address, and whose answer fits into one page.
    static func chunks(_ ids: [String]) -> [[String]] {
        var chunks: [[String]] = []
        var room = 0
        for id in ids {
            if room < id.utf8.count + 1 || chunks[chunks.count - 1].count == ActionStepAPI.pageSize {
                chunks.append([])
                room = idListBytesMax
            }
            chunks[chunks.count - 1].append(id)
            room -= id.utf8.count + 1
        }
        return chunks
    }

    /// Form encoding too: everything but letters, digits and what reads well unescaped.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 44, 45, 46, 58, 95: escaped.unicodeScalars.append(UnicodeScalar(byte))
            default: escaped += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return escaped
    }
}
