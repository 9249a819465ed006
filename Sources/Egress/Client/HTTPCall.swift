package import HTTPTypes

/// One outgoing request.
package struct HTTPCall: Sendable {
    /// How much of a response body is read into memory.
    package enum AnswerLimit: Sendable {
        /// The rest is not read, and the connection is closed: for responses of which only the status matters.
        case cut(atBytes: Int)
        /// A longer body is the failure `tooLarge`: for responses that are parsed.
        case refuse(aboveBytes: Int)

        var bytes: Int {
            switch self {
            case .cut(let max), .refuse(let max): max
            }
        }
    }

    package var method: HTTPRequest.Method
    package var url: String
    package var headers: HTTPFields
    package var body: [UInt8]
    /// For the whole call: name resolution, connection, headers and body.
    package var deadline: Duration
    package var answerLimit: AnswerLimit

    package init(
        _ method: HTTPRequest.Method, _ url: String, headers: HTTPFields = [:], body: [UInt8] = [],
        deadline: Duration, answerLimit: AnswerLimit
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.deadline = deadline
        self.answerLimit = answerLimit
    }
}

/// The response, with any status.
package struct HTTPAnswer: Sendable {
    package var status: Int
    package var headers: HTTPFields
    package var body: [UInt8]

    package init(status: Int, headers: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
