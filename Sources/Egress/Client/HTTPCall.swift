package import HTTPTypes

/// One request to somebody else's server.
package struct HTTPCall: Sendable {
    /// How much of an answer is taken into memory.
    package enum AnswerLimit: Sendable {
        /// What comes after is not read, and the connection is closed: for answers of which only the status counts.
        case cut(atBytes: Int)
        /// A longer answer is the failure `tooLarge`: for answers that are read.
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
    /// Over all of it: name, connection, headers and body.
    package var deadline: Duration
    package var answerLimit: AnswerLimit

    package init(
        _ method: HTTPRequest.Method, _ url: String, headers: HTTPFields = [:], body: [UInt8] = [],
        deadline: Duration, answerLimit: AnswerLimit
    ) {
        (self.method, self.url, self.headers, self.body) = (method, url, headers, body)
        (self.deadline, self.answerLimit) = (deadline, answerLimit)
    }
}

/// What came back, whatever its status.
package struct HTTPAnswer: Sendable {
    package var status: Int
    package var headers: HTTPFields
    package var body: [UInt8]

    package init(status: Int, headers: HTTPFields = [:], body: [UInt8] = []) {
        (self.status, self.headers, self.body) = (status, headers, body)
    }
}
