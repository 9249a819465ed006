package import Matters

/// Which addresses we dial when somebody else names the host.
///
/// The attack: a webhook target, or the `api_endpoint` of a forged grant, that names a machine inside our network, or
/// the cloud's metadata service, which hands out credentials to whoever asks. So only addresses of the public internet
/// are dialled, unless the person who runs the product names a network; metadata stays refused even then.
package struct NetworkPolicy: Sendable {
    private let allowed: [AddressBlock]
    private let demandsTLSOutside: Bool

    /// - Parameter demandsTLSOutside: whether plain http is for the named networks alone.
    package init(allowing networks: [AddressBlock] = [], demandsTLSOutside: Bool = false) {
        (allowed, self.demandsTLSOutside) = (networks, demandsTLSOutside)
    }

    package static let publicInternet = NetworkPolicy()

    package func permits(_ address: IPAddress) -> Bool {
        let target = address.unwrapped
        if SpecialAddresses.isMetadata(target) { return false }
        return isNamed(target) || SpecialAddresses.isPublic(target)
    }

    private func isNamed(_ target: IPAddress) -> Bool { allowed.contains { $0.contains(target) } }

    /// Why `url` can never be called, whatever DNS answers; nil if it may be. For the moment in which a URL is entered,
    /// so that a person hears of it then, and not from the first delivery.
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

    /// Why an address is not dialled for a URL of this scheme.
    func refusal(of address: IPAddress, over scheme: TargetURL.Scheme) -> NetworkFailure? {
        guard permits(address) else { return .privateAddress }
        let isBareOutside = scheme == .http && demandsTLSOutside && !isNamed(address.unwrapped)
        return isBareOutside ? .tls : nil
    }
}
