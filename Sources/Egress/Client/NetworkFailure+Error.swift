import AsyncHTTPClient
import Glibc
import Matters
import NIOCore
import NIOHTTP1

extension NetworkFailure {
    /// Classifies an error of the HTTP library.
    init(_ error: any Error) {
        switch error {
        case let failure as NetworkFailure: self = failure
        case let error as HTTPClientError: self = Self.failure(for: error)
        case let error as IOError: self = Self.failure(errorNumber: error.errnoCode)
        case is ChannelError, HTTPParserError.invalidEOFState: self = .reset
        case HTTPParserError.headerOverflow: self = .tooLarge
        default: self = Self.isTLS(error) ? .tls : .other
        }
    }

    private static func failure(for error: HTTPClientError) -> NetworkFailure {
        switch error {
        case .connectTimeout, .readTimeout, .writeTimeout, .deadlineExceeded, .getConnectionFromPoolTimeout: .timedOut
        case .remoteConnectionClosed: .reset
        case .tlsHandshakeTimeout, .uncleanShutdown: .tls
        case .invalidURL, .emptyHost, .emptyScheme: .invalidURL
        default: .other
        }
    }

    private static func failure(errorNumber: CInt) -> NetworkFailure {
        switch errorNumber {
        case ECONNREFUSED: .refused
        case ECONNRESET, EPIPE, ECONNABORTED: .reset
        case ETIMEDOUT: .timedOut
        // An unreachable host is treated as a refused connection, so that the next address of the name is tried.
        case EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL: .refused
        default: .other
        }
    }

    /// The TLS library is no direct dependency, so its errors are recognised by the name of their module.
    private static func isTLS(_ error: any Error) -> Bool { String(reflecting: type(of: error)).hasPrefix("NIOSSL.") }
}
