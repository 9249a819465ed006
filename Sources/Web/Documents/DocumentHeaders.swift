import HTTPTypes
import Matters

/// The head of an answer that carries a file.
enum DocumentHeaders {
    /// The length stands in it although the bytes are still to come: the practice system's client lets through exactly
    /// as many, and when it cannot, the connection ends before and the reader sees that the file is cut.
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
