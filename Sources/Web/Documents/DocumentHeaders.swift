import HTTPTypes
import Matters

/// The header fields of an answer that carries a file.
enum DocumentHeaders {
    /// The content length is the recorded size, sent before the bytes are known: a download ends with exactly as many
    /// bytes, or the connection is cut, so that the reader sees that the file is incomplete.
    static func of(_ file: DocumentFile) -> HTTPFields {
        let kind = FileKind.of(file.fileType)
        var fields: HTTPFields = [
            .contentType: kind?.mediaType ?? FileKind.bytes, .contentLength: String(file.sizeBytes),
            .contentDisposition: FileName(file.name, kind: kind).disposition,
            .cacheControl: "private, no-store", .acceptRanges: "none",
            // Attack: a file that a browser opens as a page, in the portal's own name.
            .contentSecurityPolicy: "sandbox; default-src 'none'; frame-ancestors 'none'",
        ]
        fields[.xContentTypeOptions] = "nosniff"
        return fields
    }
}
