package import Matters
package import Storage

extension MatterReader {
    /// A file that the viewer may have, and where it is asked for.
    package struct FoundFile: Sendable, Equatable {
        package let matterID: String
        package let source: SourceKey
        package let file: DocumentFile
    }

    /// Nil when there is no such document, nothing is behind it, or the viewer may not see it, without a difference.
    package func file(of documentID: String, in reading: any Reading) throws -> FoundFile? {
        guard Self.isDocumentID(documentID) else { return nil }
        let row = try reading.row(
            """
            SELECT d.matter_id, m.source_id FROM documents d
            JOIN matters m ON m.firm_id = d.firm_id AND m.matter_id = d.matter_id
            WHERE d.firm_id = $1 AND d.document_id = $2
            """, [.text(viewer.firmID), .text(documentID)])
        guard let row else { return nil }
        let matters = try MatterRecords.find(
            ids: [row.text(0)], firmID: viewer.firmID, including: [.parties, .documents], in: reading)
        let grants = try AccessRecords.grants(of: [row.text(0)], firmID: viewer.firmID, in: reading)
        let source = SourceKey(firmID: viewer.firmID, sourceID: row.text(1))
        return matters.first.flatMap { Scope(viewer: viewer, of: $0, grants: grants[$0.id]).file(documentID, of: $0) }
            .map { FoundFile(matterID: row.text(0), source: source, file: $0) }
    }

    private static let documentIDCharactersMax = 64

    /// What could be an id of ours; anything else is not even asked for, for not every text can be stored.
    private static func isDocumentID(_ text: String) -> Bool {
        (1...documentIDCharactersMax).contains(text.utf8.count)
            && text.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) || $0 == UInt8(ascii: "-") }
    }
}
