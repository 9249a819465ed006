package import Matters

/// Which addresses we dial when somebody else names the host.
///
/// The attack: a webhook target, or the `api_endpoint` of a forged grant, that names a machine inside our network, or
/// the cloud's metadata service, which hands out credentials to whoever asks. So only addresses of the public internet
/// are dialled, unless the person who runs the product names a network; metadata stays refused even then.
package struct NetworkPolicy: Sendable {
    private let allowed: [AddressBlock]

    package init(allowing networks: [AddressBlock] = []) { allowed = networks }

    package static let publicInternet = NetworkPolicy()

    package func permits(_ address: IPAddress) -> Bool {
        let target = address.unwrapped
        if SpecialAddresses.isMetadata(target) { return false }
        return allowed.contains { $0.contains(target) } || SpecialAddresses.isPublic(target)
    }

    /// Why `url` can never be called, whatever DNS answers; nil if it may be. For the moment in which a URL is entered,
    /// so that a person hears of it then, and not from the first delivery.
    package func refusal(of url: String) -> NetworkFailure? {
        do { return try refusal(of: TargetURL(url).destination) } catch { return error }
    }

    func refusal(of host: TargetHost) -> NetworkFailure? {
        let isPossible =
            switch host {
            case .address(let address): permits(address)
            case .name(let name) where SpecialAddresses.isMetadata(name): false
            case .name(let name) where SpecialAddresses.isLoopback(name):
                SpecialAddresses.loopback.contains(where: permits)
            case .name: true
            }
        return isPossible ? nil : .privateAddress
    }
}
