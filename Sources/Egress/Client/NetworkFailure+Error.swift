import AsyncHTTPClient
import Glibc
import Matters
import NIOCore
import NIOHTTP1

extension NetworkFailure {
    /// The name of what the HTTP library threw.
    init(_ error: any Error) {
        switch error {
        case let failure as NetworkFailure: self = failure
        case let error as HTTPClientError: self = Self.named(error)
        case let error as IOError: self = Self.named(errorNumber: error.errnoCode)
        case is ChannelError, HTTPParserError.invalidEOFState: self = .reset
        case HTTPParserError.headerOverflow: self = .tooLarge
        default: self = Self.isTLS(error) ? .tls : .other
        }
    }

    private static func named(_ error: HTTPClientError) -> NetworkFailure {
        switch error {
        case .connectTimeout, .readTimeout, .writeTimeout, .deadlineExceeded, .getConnectionFromPoolTimeout: .timedOut
        case .remoteConnectionClosed: .reset
        case .tlsHandshakeTimeout, .uncleanShutdown: .tls
        case .invalidURL, .emptyHost, .emptyScheme: .invalidURL
        default: .other
        }
    }

    private static func named(errorNumber: CInt) -> NetworkFailure {
        switch errorNumber {
        case ECONNREFUSED: .refused
        case ECONNRESET, EPIPE, ECONNABORTED: .reset
        case ETIMEDOUT: .timedOut
        // No way to the host is as good as nobody there: the next address of the name may do better.
        case EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL: .refused
        default: .other
        }
    }

    /// The TLS library is not ours to import: its errors are known by the module that they come from.
    private static func isTLS(_ error: any Error) -> Bool {
        String(reflecting: type(of: error)).hasPrefix("NIOSSL.")
    }
}
