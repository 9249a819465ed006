import Egress
import LocalServer
import Matters
import Synchronization

/// A resolver with scripted answers, which may change from one question to the next.
final class ScriptedResolver: Resolver {
    let asked = Received<String>()
    private let answers: Mutex<[[String]]>

    /// - Parameter answers: one for each question; the last one is repeated.
    init(_ answers: [String]...) { self.answers = Mutex(answers) }

    func addresses(of host: String) async throws(NetworkFailure) -> [IPAddress] {
        asked.add(host)
        let texts = answers.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? [] }
        return texts.compactMap(IPAddress.init)
    }
}

/// A resolver that never answers.
struct SilentResolver: Resolver {
    let asked = Received<String>()

    func addresses(of host: String) async throws(NetworkFailure) -> [IPAddress] {
        asked.add(host)
        do { try await ManualClock().sleep(for: .seconds(1)) } catch { throw .dns }
        return []
    }
}
