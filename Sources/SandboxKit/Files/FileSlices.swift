/// The layout of a stored file: it consists of uploaded parts in order, each stored as chunks of equal size, the last one
/// shorter.
package struct FileSlices: Equatable {
    package static let chunkBytes = 256 * 1_024

    package struct Part: Equatable, Sendable {
        package let id: String
        package let bytes: Int
    }
    package struct Slice: Equatable, Sendable {
        package let partID: String
        package let chunk: Int
        /// Within the chunk.
        package let bytes: Range<Int>
    }

    package let parts: [Part]

    package init(parts: [Part]) {
        self.parts = parts
    }
    package var size: Int { parts.reduce(0) { $0 + $1.bytes } }

    /// The slices of chunks that cover a range of the file, in order.
    package func slices(_ range: Range<Int>) -> [Slice] {
        var slices: [Slice] = []
        var start = 0
        for part in parts {
            let wanted = range.clamped(to: start..<start + part.bytes)
            var place = wanted.lowerBound - start
            while place < wanted.upperBound - start {
                let chunk = place / Self.chunkBytes
                let end = min((chunk + 1) * Self.chunkBytes, wanted.upperBound - start)
                let origin = chunk * Self.chunkBytes
                slices.append(Slice(partID: part.id, chunk: chunk, bytes: place - origin..<end - origin))
                place = end
            }
            start += part.bytes
        }
        return slices
    }
}
