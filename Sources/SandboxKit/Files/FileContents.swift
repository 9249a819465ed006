package import Hummingbird
import NIOCore
package import Storage

/// The bytes behind a document: uploaded ones, or those of a document that came with the world and is written when
/// somebody asks for it.
package enum FileContents: Sendable {
    case uploaded(FileSlices)
    case written([UInt8])

    package struct Gone: Error {}

    package var size: Int {
        switch self {
        case .uploaded(let file): file.size
        case .written(let bytes): bytes.count
        }
    }

    /// A chunk at a time, the next one read when the one before it has gone.
    package func body(_ range: Range<Int>, from store: any Store) -> ResponseBody {
        switch self {
        case .written(let bytes): ResponseBody(byteBuffer: ByteBuffer(bytes: bytes[range]))
        case .uploaded(let file):
            ResponseBody(contentLength: range.count) { writer in
                for slice in file.slices(range) {
                    let chunk = try await store.read { try FileTables.chunk(slice.chunk, of: slice.partID, in: $0) }
                    // Deleted in the meantime: the connection ends short, so that nobody takes the rest for all of it.
                    guard let chunk, chunk.count >= slice.bytes.upperBound else { throw Gone() }
                    try await writer.write(ByteBuffer(bytes: chunk[slice.bytes]))
                }
                try await writer.finish(nil)
            }
        }
    }
}
