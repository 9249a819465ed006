/// Why no response came at all. A closed set, stored and shown by name; shared by all outgoing connections.
package enum NetworkFailure: String, Error, Sendable, CaseIterable {
    case dns, refused, reset, timedOut, tls, privateAddress, tooLarge, invalidURL, other
}
