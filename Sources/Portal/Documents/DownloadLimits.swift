package import Matters

package struct DownloadLimits: Sendable {
    /// Each download holds one part of a file in memory.
    package var downloadsMax = 24
    package var downloadsPerViewerMax = 4
    package var fileBytesMax: Int64 = 1 << 30
    package init() {}
}

/// Why a document that the viewer may see cannot be downloaded now.
package enum DownloadRefusal: Error, Sendable, Equatable {
    /// As many downloads as allowed are in progress, for this viewer or in all.
    case tooManyDownloads
    case tooLarge
    case practice(PracticeFailure)
}
