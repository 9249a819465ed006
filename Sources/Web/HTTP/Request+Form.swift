import Foundation
import Hummingbird

/// The fields of a form as a browser posts it.
struct FormBody: Sendable, Equatable {
    private var fields: [(name: String, value: String)] = []

    /// Nil for a body that is too long.
    init?(_ request: Request, bytesMax: Int) async throws {
        let body = try await BoundedBody.read(request, keeping: bytesMax, upTo: bytesMax)
        guard body.isWhole else { return nil }
        self.init(String(decoding: body.bytes, as: UTF8.self))
    }

    init(_ text: String) {
        fields = text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decoded(parts[0]), parts.count == 2 ? Self.decoded(parts[1]) : "")
        }
    }

    /// Empty when it was not sent.
    subscript(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }
    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    private static func decoded(_ text: Substring) -> String {
        let plain = text.replacing("+", with: " ")
        return plain.removingPercentEncoding ?? String(plain)
    }

    static func == (left: FormBody, right: FormBody) -> Bool {
        left.fields.map { [$0.name, $0.value] } == right.fields.map { [$0.name, $0.value] }
    }
}
