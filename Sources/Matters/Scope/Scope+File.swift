extension Scope {
    /// The file behind a document. Nil when there is no such document, when nothing is behind it yet, and when the
    /// viewer may not see it, without a difference: whoever is shown a document may have its file.
    /// - Parameter id: what the outside world calls the document.
    package func file(_ id: String, of matter: Matter) -> DocumentFile? {
        guard let line = view(matter)?.documents.first(where: { $0.id == id }), line.hasFile,
            let ref = matter.documentIDs.first(where: { $0.value == id })?.key
        else { return nil }
        return DocumentFile(
            matterRef: matter.ref, documentRef: ref, name: line.name, fileType: line.fileType,
            sizeBytes: line.sizeBytes)
    }
}
