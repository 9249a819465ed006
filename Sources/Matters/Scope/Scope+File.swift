extension Scope {
    /// The file of a document. Nil, without a difference, when there is no such document, when it has no file yet, and
    /// when the viewer may not see it: whoever may see a document may download its file.
    /// - Parameter id: the document's public id.
    package func file(_ id: String, of matter: Matter) -> DocumentFile? {
        guard let line = view(matter)?.documents.first(where: { $0.id == id }), line.hasFile,
            let ref = matter.documentIDs.first(where: { $0.value == id })?.key
        else { return nil }
        return DocumentFile(
            matterRef: matter.ref, documentRef: ref, name: line.name, fileType: line.fileType,
            sizeBytes: line.sizeBytes)
    }
}
