import Foundation

/// Finds an unused port. Another program may take it before the server starts; then the start fails.
enum FreePort {
    /// - Throws: `CommandFailure`.
    static func find(host: String) throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw failure }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        guard inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host, &address.sin_addr) == 1 else {
            throw CommandFailure.couldNotRun("--port 0 needs an IPv4 address to listen on; name a port")
        }
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw failure }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private static var failure: CommandFailure {
        .couldNotRun("no free port was found; name one with --port")
    }
}
