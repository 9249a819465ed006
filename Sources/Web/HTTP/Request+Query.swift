import HTTPTypes
import Hummingbird

extension Request {
    func query(_ name: Substring) -> String? { uri.queryParameters[name].map(String.init) }

    /// A number from the query within bounds; the default when it is not given, nil when it is anything else.
    func queryNumber(_ name: Substring, default fallback: Int, in bounds: ClosedRange<Int>) -> Int? {
        guard let text = query(name) else { return fallback }
        return Int(text).flatMap { bounds.contains($0) ? $0 : nil }
    }

    /// How many entries of a list are asked for.
    /// - Throws: `HTTPError` with status 400.
    func limit(default fallback: Int, max: Int) throws -> Int {
        guard let limit = queryNumber("limit", default: fallback, in: 1...max) else {
            throw HTTPError(.badRequest, message: "limit is a number from 1 to \(max)")
        }
        return limit
    }
}
