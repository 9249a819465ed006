/// The file behind a document, as the practice system is asked for it.
package struct DocumentFile: Sendable, Equatable {
    package var matterRef: SourceRef
    package var documentRef: SourceRef
    package var name: String
    /// MIME type, as the system says: untrusted.
    package var fileType: String?
    package var sizeBytes: Int64

    package init(
        matterRef: SourceRef, documentRef: SourceRef, name: String, fileType: String?, sizeBytes: Int64
    ) {
        (self.matterRef, self.documentRef, self.name) = (matterRef, documentRef, name)
        (self.fileType, self.sizeBytes) = (fileType, sizeBytes)
    }
}
