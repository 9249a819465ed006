import HTTPTypes
package import Hummingbird

extension Request {
    /// The form that a browser has posted.
    /// - Throws: `HTTPError` with status 413 for a body that is too long, 400 for one that is not such a form.
    package func form<Form: Decodable>(_ type: Form.Type, bytesMax: Int) async throws -> Form {
        let body = try await bytes(max: bytesMax)
        do {
            return try URLEncodedFormDecoder().decode(type, from: String(decoding: body, as: UTF8.self))
        } catch {
            throw HTTPError(.badRequest, message: "send the fields of the portal's own form")
        }
    }

    /// The whole body.
    /// - Throws: `HTTPError` with status 413 for one that is too long.
    func bytes(max: Int) async throws -> [UInt8] {
        let body = try await BoundedBody.read(self, keeping: max, upTo: max)
        guard body.isWhole else { throw HTTPError(.contentTooLarge, message: "send at most \(max) bytes") }
        return body.bytes
    }
}
