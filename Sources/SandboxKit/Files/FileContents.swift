package import Hummingbird
import NIOCore
package import Storage

/// The contents of a document: uploaded, or generated on request for a seeded document.
package enum FileContents: Sendable {
    case uploaded(FileSlices)
    case generated([UInt8])

    package struct FileDeleted: Error {}

    package var size: Int {
        switch self {
        case .uploaded(let file): file.size
        case .generated(let bytes): bytes.count
        }
    }

    /// Streams chunk by chunk: a chunk is read when the previous one has been sent.
    package func body(_ range: Range<Int>, from store: any Store) -> ResponseBody {
        switch self {
        case .generated(let bytes): ResponseBody(byteBuffer: ByteBuffer(bytes: bytes[range]))
        case .uploaded(let file):
            ResponseBody(contentLength: range.count) { writer in
                for slice in file.slices(range) {
                    let chunk = try await store.read { try FileTables.chunk(slice.chunk, of: slice.partID, in: $0) }
                    // Deleted in the meantime: the truncated body ends the connection, so that the client notices it.
                    guard let chunk, chunk.count >= slice.bytes.upperBound else { throw FileDeleted() }
                    try await writer.write(ByteBuffer(bytes: chunk[slice.bytes]))
                }
                try await writer.finish(nil)
            }
        }
    }
}
