import FoundationEssentials
import Hummingbird
import NIOCore
import Storage

/// The bytes behind a document: uploaded ones, or those of a document that came with the world and is written when
/// somebody asks for it.
enum DocumentContents: Sendable {
    case uploaded(FileSlices)
    case written([UInt8])

    var size: Int {
        switch self {
        case .uploaded(let file): file.size
        case .written(let bytes): bytes.count
        }
    }

    /// - Parameter file: such as `DL::Actions::70151::2531`.
    init(file: String, in reading: any Reading) throws {
        let pieces = file.components(separatedBy: "::")
        guard pieces.count == 4, pieces[0] == "DL", pieces[1] == "Actions", let id = Int64(pieces[3]),
            let document = try WorldTables.find(Catalogue.documents, .integer(id), in: reading),
            document.text("file") == file
        else { throw RESTFailure.notFound("There is no file \(file.prefix(100))") }
        let parts = try FileTables.parts(ofDocument: id, in: reading)
        guard parts.isEmpty else {
            self = .uploaded(FileSlices(parts: parts))
            return
        }
        guard let page = try DocumentPage(of: document, in: reading) else {
            throw RESTFailure.notFound("This document is a placeholder: it has no file yet")
        }
        self = .written(page.pdf)
    }

    /// The bytes of the `number`th part, from 1; nil beyond the last.
    func range(ofPart number: Int) -> Range<Int>? {
        let start = (number - 1).multipliedReportingOverflow(by: FileRules.partBytesMax)
        guard number >= 1, !start.overflow, start.partialValue < size else { return nil }
        return start.partialValue..<min(start.partialValue + FileRules.partBytesMax, size)
    }

    /// A chunk at a time, the next one read when the one before it has gone.
    func body(_ range: Range<Int>, from store: any Store) -> ResponseBody {
        switch self {
        case .written(let bytes): ResponseBody(byteBuffer: ByteBuffer(bytes: bytes[range]))
        case .uploaded(let file):
            ResponseBody(contentLength: range.count) { writer in
                for slice in file.slices(range) {
                    let chunk = try await store.read { try FileTables.chunk(slice.chunk, of: slice.partID, in: $0) }
                    // Deleted in the meantime: the connection ends short, so that nobody takes the rest for all of it.
                    guard let chunk, chunk.count >= slice.bytes.upperBound else { throw ContentGone() }
                    try await writer.write(ByteBuffer(bytes: chunk[slice.bytes]))
                }
                try await writer.finish(nil)
            }
        }
    }

    struct ContentGone: Error {}
}
