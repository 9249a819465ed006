import Egress
import HTTPTypes
package import Matters

extension ActionStepClient {
    /// The system cuts files into parts of this size; the last is what remains.
    package static let filePartBytes: Int64 = 5 << 20

    /// One part, whole: it is asked for again when the line breaks, and none of its bytes has left yet. The id stands
    /// in the path unescaped, as the system wants it.
    package func read(_ file: DocumentFile, from offset: Int64) async throws(PracticeFailure) -> [UInt8] {
        guard ActionStepURL.isID(file.matterRef), ActionStepURL.isID(file.documentRef) else { throw .notFound }
        guard (0..<file.sizeBytes).contains(offset), offset % Self.filePartBytes == 0 else {
            throw .malformed("files: no part begins at \(offset)")
        }
        let part = offset / Self.filePartBytes + 1
        let answer = try await api.send(
            HTTPCall(
                .get, "files/DL::Actions::\(file.matterRef)::\(file.documentRef)?part_number=\(part)",
                headers: [.accept: "*/*"], deadline: api.limits.deadline,
                answerLimit: .refuse(aboveBytes: Int(Self.filePartBytes))))
        if let failure = PracticeFailure(answer: answer) { throw failure }
        let expected = min(Self.filePartBytes, file.sizeBytes - offset)
        guard answer.body.count == expected else {
            throw .malformed("files: part \(part) has \(answer.body.count) bytes, not \(expected)")
        }
        return answer.body
    }
}
