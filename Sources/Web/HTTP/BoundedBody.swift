import Hummingbird

/// The beginning of a request's body, and how long it was.
struct BoundedBody {
    var bytes: [UInt8] = []
    var count = 0
    /// False when the body is longer than what was read.
    var isWhole = true

    /// - Parameters:
    ///   - bytesStored: how many bytes are stored; the rest is counted and dropped.
    ///   - limit: bytes after which reading stops.
    /// - Throws: when the connection ends before the body does.
    static func read(_ request: Request, keeping bytesStored: Int, upTo limit: Int) async throws -> BoundedBody {
        var body = BoundedBody()
        for try await buffer in request.body {
            body.count += buffer.readableBytes
            let room = bytesStored - body.bytes.count
            if room > 0 { body.bytes.append(contentsOf: buffer.readableBytesView.prefix(room)) }
            guard body.count <= limit else {
                body.isWhole = false
                break
            }
        }
        return body
    }
}
