import HTTPTypes
import Matters
import Portal

/// Why a file cannot be sent now, and when to ask again.
struct DocumentUnavailability: Sendable, Equatable {
    let status: HTTPResponse.Status
    /// In lower case, without a full stop.
    let sentence: String
    let retryAfterSeconds: Int

    init(_ refusal: DownloadRefusal) {
        (status, sentence, retryAfterSeconds) =
            switch refusal {
            case .tooManyDownloads:
                (.serviceUnavailable, "too many downloads are under way; try again when one has ended", 10)
            case .tooLarge:
                (.badGateway, "the file is too large for the portal; ask the firm for it", 86_400)
            case .practice(.rateLimited(let seconds)):
                (.serviceUnavailable, "the practice system is busy; try again in a moment", seconds ?? 10)
            case .practice(.malformed), .practice(.network(.tooLarge)):
                (.serviceUnavailable, "the document has just changed; try again in a moment", 5)
            case .practice(.unavailable), .practice(.network), .practice(.cancelled):
                (.serviceUnavailable, "the practice system does not answer; try again in a minute", 60)
            case .practice(.unauthorized), .practice(.forbidden), .practice(.insufficientScope), .practice(.refused),
                .practice(.notFound):
                (.badGateway, "the practice system does not hand the document over; tell the firm", 600)
            }
    }
}
