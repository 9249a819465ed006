import Glibc
import NIOCore

/// Why a body cannot be parsed as `multipart/form-data`.
enum MultipartFailure: String, Error, Equatable {
    case noBoundary = "Send multipart/form-data with a boundary of 1 to 70 characters"
    case badDelimiter = "The body does not keep to the boundary that its Content-Type names"
    case headersTooLarge = "The headers of a part are larger than 8 KiB"
    case badHeaders = "A part has no Content-Disposition: form-data with a name"
    case tooManyParts = "A form has at most 50 parts"
    case truncated = "The body ends before its last boundary"
}

/// An incremental parser of `multipart/form-data`. It buffers at most the current piece, the headers of a part and the
/// length of a delimiter.
///
/// Deliberately strict: no preamble, no epilogue, and no white space after a delimiter.
struct MultipartParser {
    static let boundaryCharactersMax = 70
    static let headerBytesMax = 8_192
    static let partsMax = 50

    enum Event: Equatable {
        case part(FormPart)
        case bytes(ByteBuffer)
        case partEnd
    }

    private enum State { case opening, afterDelimiter, headers, body, closed }

    private let delimiter: [UInt8]
    private var pending: ByteBuffer
    private var state = State.opening
    private var partCount = 0

    /// - Parameter contentType: of the request.
    init(contentType: String) throws(MultipartFailure) {
        guard let header = ParametrisedHeader(contentType), header.value.lowercased() == "multipart/form-data",
            let boundary = header.parameters["boundary"], Self.isBoundary(boundary)
        else { throw .noBoundary }
        delimiter = Array("\r\n--\(boundary)".utf8)
        // The first delimiter follows no line, so its line break is added here.
        pending = ByteBuffer(string: "\r\n")
    }

    private static func isBoundary(_ text: String) -> Bool {
        (1...boundaryCharactersMax).contains(text.utf8.count) && !text.hasSuffix(" ")
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || "'()+_,-./:=? ".utf8.contains(byte)
            }
    }

    /// Adds received bytes; call `next()` until it returns nil.
    mutating func feed(_ bytes: ByteBuffer) {
        var bytes = bytes
        if pending.readableBytes == 0 { pending = bytes } else { pending.writeBuffer(&bytes) }
    }

    mutating func next() throws(MultipartFailure) -> Event? {
        while true {
            switch state {
            case .opening: guard try open() else { return nil }
            case .afterDelimiter: guard try endDelimiter() else { return nil }
            case .headers: return try headers().map { .part($0) }
            case .body: return body()
            case .closed:
                guard pending.readableBytes <= 2, "\r\n".utf8.starts(with: pending.readableBytesView) else {
                    throw .badDelimiter
                }
                return nil
            }
        }
    }

    /// To be called at the end of the body.
    func finish() throws(MultipartFailure) {
        guard state == .closed else { throw .truncated }
    }

    private mutating func open() throws(MultipartFailure) -> Bool {
        guard pending.readableBytes >= delimiter.count else { return false }
        guard pending.readableBytesView.starts(with: delimiter) else { throw .badDelimiter }
        pending.moveReaderIndex(forwardBy: delimiter.count)
        state = .afterDelimiter
        return true
    }

    private mutating func endDelimiter() throws(MultipartFailure) -> Bool {
        guard let two = pending.readBytes(length: 2) else { return false }
        if two == Array("--".utf8) {
            state = .closed
        } else if two == Array("\r\n".utf8) {
            state = .headers
        } else {
            throw .badDelimiter
        }
        return true
    }

    private mutating func headers() throws(MultipartFailure) -> FormPart? {
        let end = Array("\r\n\r\n".utf8)
        guard let length = pending.place(of: end) else {
            if pending.readableBytes > Self.headerBytesMax { throw .headersTooLarge }
            return nil
        }
        guard length <= Self.headerBytesMax else { throw .headersTooLarge }
        let text = String(decoding: pending.readBytes(length: length) ?? [], as: UTF8.self)
        pending.moveReaderIndex(forwardBy: end.count)
        guard let part = FormPart(headers: text) else { throw .badHeaders }
        partCount += 1
        guard partCount <= Self.partsMax else { throw .tooManyParts }
        state = .body
        return part
    }

    private mutating func body() -> Event? {
        let found = pending.place(of: delimiter)
        if found == 0 {
            pending.moveReaderIndex(forwardBy: delimiter.count)
            state = .afterDelimiter
            return .partEnd
        }
        // The last bytes may begin a delimiter.
        let length = found ?? pending.readableBytes - (delimiter.count - 1)
        guard length > 0, let content = pending.readSlice(length: length) else { return nil }
        return .bytes(content)
    }
}

extension ByteBuffer {
    /// The number of readable bytes before the first occurrence of `needle`, which is not empty.
    fileprivate func place(of needle: [UInt8]) -> Int? {
        withUnsafeReadableBytes { bytes in
            guard let start = bytes.baseAddress else { return nil }
            var from = 0
            while bytes.count - from >= needle.count,
                let found = memchr(start + from, Int32(needle[0]), bytes.count - from - needle.count + 1)
            {
                if memcmp(found, needle, needle.count) == 0 { return UnsafeRawPointer(found) - start }
                from = UnsafeRawPointer(found) - start + 1
            }
            return nil
        }
    }
}
