import Foundation
import HTTPTypes
import Testing

/// `MATTERWIRE_PAGE_SAMPLES=folder` writes a page of each kind there, for a person and for `scripts/check-assets`.
@Suite struct `Sample pages of the sandbox` {
    private static let folder = ProcessInfo.processInfo.environment["MATTERWIRE_PAGE_SAMPLES"]
    private static let pagesMax = 200

    @Test(.enabled(if: folder != nil))
    func `samples are written, found by the links of the front page, and each form's refusal of an empty one`()
        async throws
    {
        let folder = URL(filePath: try #require(Self.folder)).appending(path: "sandbox")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let fixture = try await Fixture()
        _ = try await fixture.hook("ActionCreated")
        var samples: [String: String] = [:]
        var forms: [String: String] = [:]
        let consent = "?response_type=code&client_id=sandbox-client&redirect_uri=http%3A%2F%2F127.0.0.1%2Fback&state=s"
        var paths = ["/", "/nowhere", "/actionstep/api/oauth/authorize" + consent, "/lawvu/authorize" + consent]
        var next = 0
        while next < min(paths.count, Self.pagesMax) {
            let path = paths[next]
            next += 1
            let html = try await fixture.call(.get, path).text
            guard html.contains("<html") else { continue }
            samples[Self.kind(of: path)] = html
            for form in Self.values(of: "action", in: html) { forms[Self.kind(of: form)] = form }
            let known = Set(paths.map(Self.kind))
            let links = Dictionary(Self.values(of: "href", in: html).map { (Self.kind(of: $0), $0) }) { first, _ in
                first
            }
            paths += links.filter { !known.contains($0.key) }.values.sorted()
        }
        for (kind, path) in forms {
            let answer = try await fixture.submit(path, "")
            if answer.text.contains("<html") { samples["refused " + kind] = answer.text }
        }
        #expect(samples.count >= 10)
        for (kind, html) in samples {
            let name = kind.isEmpty ? "front" : String(kind.map { $0.isLetter || $0.isNumber ? $0 : "-" })
            try Data(html.utf8).write(to: folder.appending(path: name + ".html"))
        }
    }

    /// The path without what tells two pages of one kind apart: ids, and the values of a query.
    private static func kind(of path: String) -> String {
        path.replacing(/=[^&]*/, with: "").split(separator: "/")
            .map { $0.contains(where: \.isNumber) ? "id" : String($0) }.joined(separator: "/")
    }

    /// Paths on this server, as they stand in an attribute.
    private static func values(of attribute: String, in html: String) -> [String] {
        html.ranges(of: " \(attribute)=\"/").map { range in
            let path = html[range.upperBound...].prefix { $0 != "\"" && $0 != "#" }
            return "/" + path.replacing("&amp;", with: "&")
        }
    }
}
