package import Matters

/// The addresses that may be dialled when somebody else names the host.
///
/// The attack (server-side request forgery): a webhook target, or the `api_endpoint` of a forged grant, names a machine
/// of the internal network, or the cloud's metadata service, which gives credentials to every caller. So only public
/// addresses are dialled, and networks that the operator has named; metadata services are refused even there.
package struct NetworkPolicy: Sendable {
    private let allowed: [AddressBlock]
    private let requiresTLSOutside: Bool

    /// - Parameter requiresTLSOutside: whether plain http is only allowed to the named networks.
    package init(allowing networks: [AddressBlock] = [], requiresTLSOutside: Bool = false) {
        allowed = networks
        self.requiresTLSOutside = requiresTLSOutside
    }

    package static let publicInternet = NetworkPolicy()

    package func permits(_ address: IPAddress) -> Bool {
        let target = address.unwrapped
        if SpecialAddresses.isMetadata(target) { return false }
        return isNamed(target) || SpecialAddresses.isPublic(target)
    }

    private func isNamed(_ target: IPAddress) -> Bool { allowed.contains { $0.contains(target) } }

    /// Why `url` can never be called, whatever DNS returns; nil if it may be. Used when a URL is entered, so that the
    /// person who enters it gets the error, and not the first delivery.
    package func refusal(of url: String) -> NetworkFailure? {
        do { return try refusal(of: TargetURL(url)) } catch { return error }
    }

    func refusal(of target: TargetURL) -> NetworkFailure? {
        switch target.destination {
        case .address(let address): refusal(of: address, over: target.scheme)
        case .name(let name) where SpecialAddresses.isMetadata(name): .privateAddress
        case .name(let name) where SpecialAddresses.isLoopback(name):
            SpecialAddresses.loopback.contains(where: permits) ? nil : .privateAddress
        case .name: nil
        }
    }

    /// Why an address is not dialled for a URL of this scheme; nil if it may be.
    func refusal(of address: IPAddress, over scheme: TargetURL.Scheme) -> NetworkFailure? {
        guard permits(address) else { return .privateAddress }
        let isPlainOutside = scheme == .http && requiresTLSOutside && !isNamed(address.unwrapped)
        return isPlainOutside ? .tls : nil
    }
}
