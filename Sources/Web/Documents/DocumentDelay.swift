import HTTPTypes
import Matters
import Portal

/// What whoever asked for a file is told when it cannot be had now.
struct DocumentDelay: Sendable, Equatable {
    let status: HTTPResponse.Status
    let sentence: String
    let retryAfterSeconds: Int

    init(_ refusal: DownloadRefusal) {
        switch refusal {
        case .tooManyDownloads:
            self.init(.serviceUnavailable, "too many downloads are under way; try again when one has ended", 10)
        case .tooLarge:
            self.init(.badGateway, "the file is too large for the portal; ask the firm for it", 86_400)
        case .practice(.rateLimited(let seconds)):
            self.init(.serviceUnavailable, "the practice system is busy; try again in a moment", seconds ?? 10)
        case .practice(.malformed), .practice(.network(.tooLarge)):
            self.init(.serviceUnavailable, "the document has just changed; try again in a moment", 5)
        case .practice(.unavailable), .practice(.network), .practice(.cancelled):
            self.init(.serviceUnavailable, "the practice system does not answer; try again in a minute", 60)
        case .practice(.unauthorized), .practice(.forbidden), .practice(.insufficientScope), .practice(.refused),
            .practice(.notFound):
            self.init(.badGateway, "the practice system does not hand the document over; tell the firm", 600)
        }
    }

    private init(_ status: HTTPResponse.Status, _ sentence: String, _ retryAfterSeconds: Int) {
        (self.status, self.sentence, self.retryAfterSeconds) = (status, sentence, retryAfterSeconds)
    }
}
