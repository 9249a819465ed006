import Hummingbird

extension Request {
    /// What the address asks for; of a name that comes twice the first counts.
    var parameters: [String: String] { FormText.dictionary(uri.query ?? "") }
}
