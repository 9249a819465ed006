package import Webhooks

/// Why a request about an endpoint is refused.
package enum EndpointFailure: Error, Equatable {
    /// There is no endpoint with this id, or it belongs to another owner; the caller does not learn which.
    case unknown
    case invalid(SubscriptionFault)
    case tooMany(max: Int)
    /// Nothing is sent to a disabled endpoint.
    case isOff
    /// An unfinished delivery is not resent.
    case isUnderWay
    case tooManySecrets(max: Int)
    case tooManyJobs(max: Int)

    /// One sentence that says what to do.
    package var hint: String {
        switch self {
        case .unknown: "there is nothing here for you to see"
        case .invalid(let fault): fault.description
        case .tooMany(let max): "there are \(max) endpoints, which is the most; delete one that is not needed"
        case .isOff: "the endpoint is off; enable it first"
        case .isUnderWay: "this message is still on its way; it is sent again by itself until it arrives"
        case .tooManySecrets(let max): "\(max) secrets still sign; wait, or rotate with overlap_hours 0"
        case .tooManyJobs(let max): "\(max) jobs still send again; wait until one has ended"
        }
    }
}
