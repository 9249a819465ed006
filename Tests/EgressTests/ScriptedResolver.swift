import Egress
import LocalServer
import Matters
import Synchronization

/// Names that mean what a test says, and something else later.
final class ScriptedResolver: Resolver {
    let asked = Received<String>()
    private let answers: Mutex<[[String]]>

    /// - Parameter answers: one for each time that somebody asks; the last one from then on.
    init(_ answers: [String]...) { self.answers = Mutex(answers) }

    func addresses(of host: String) async throws(NetworkFailure) -> [IPAddress] {
        asked.add(host)
        let texts = answers.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? [] }
        return texts.compactMap(IPAddress.init)
    }
}

/// A name server that takes the question, and that is all.
struct SilentResolver: Resolver {
    let asked = Received<String>()

    func addresses(of host: String) async throws(NetworkFailure) -> [IPAddress] {
        asked.add(host)
        do { try await ManualClock().sleep(for: .seconds(1)) } catch { throw .dns }
        return []
    }
}
