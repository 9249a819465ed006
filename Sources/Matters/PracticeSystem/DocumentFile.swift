/// The file of a document, with what is needed to request it from the practice system.
package struct DocumentFile: Sendable, Equatable {
    package var matterRef: SourceRef
    package var documentRef: SourceRef
    package var name: String
    /// The MIME type that the system reports: untrusted.
    package var fileType: String?
    package var sizeBytes: Int64
}
