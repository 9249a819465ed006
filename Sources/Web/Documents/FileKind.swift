/// The kind of a document's file, as people and browsers are told.
///
/// The type that the practice system names is typed by whoever uploaded the file, so only the types listed here go into a
/// header; every other file is plain bytes.
struct FileKind: Sendable, Equatable {
    let mediaType: String
    /// For people.
    let label: String
    /// The first is added to a file name that has none of them.
    let extensions: [String]

    static let bytes = "application/octet-stream"

    /// Nil for a type that is not listed.
    static func of(_ fileType: String?) -> FileKind? {
        let name = fileType?.split(separator: ";").first?.lowercased().trimmingPrefix { $0 == " " }
        return name.flatMap { name in all.first { $0.mediaType == name } }
    }

    private static let office = "application/vnd.openxmlformats-officedocument."
    private static let all = [
        FileKind(mediaType: "application/pdf", label: "PDF", extensions: ["pdf"]),
        FileKind(mediaType: office + "wordprocessingml.document", label: "Word", extensions: ["docx"]),
        FileKind(mediaType: office + "spreadsheetml.sheet", label: "Excel", extensions: ["xlsx"]),
        FileKind(mediaType: office + "presentationml.presentation", label: "PowerPoint", extensions: ["pptx"]),
        FileKind(mediaType: "application/msword", label: "Word", extensions: ["doc", "dot"]),
        FileKind(mediaType: "application/vnd.ms-excel", label: "Excel", extensions: ["xls"]),
        FileKind(mediaType: "application/vnd.ms-outlook", label: "Mail", extensions: ["msg"]),
        FileKind(mediaType: "message/rfc822", label: "Mail", extensions: ["eml"]),
        FileKind(mediaType: "application/rtf", label: "Text", extensions: ["rtf"]),
        FileKind(mediaType: "text/plain", label: "Text", extensions: ["txt", "text", "log"]),
        FileKind(mediaType: "text/csv", label: "Table", extensions: ["csv"]),
        FileKind(mediaType: "image/jpeg", label: "Picture", extensions: ["jpg", "jpeg"]),
        FileKind(mediaType: "image/png", label: "Picture", extensions: ["png"]),
        FileKind(mediaType: "image/heic", label: "Picture", extensions: ["heic"]),
        FileKind(mediaType: "image/tiff", label: "Picture", extensions: ["tif", "tiff"]),
    ]
}
