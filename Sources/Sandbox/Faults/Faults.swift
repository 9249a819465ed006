import Delivery
import SandboxKit
import Storage
import Synchronization
import Webhooks

/// The plan that is in force, and how many requests and notices it has seen. It is stored, for a test may well restart the sandbox
/// in the middle of its faults; the count then begins again.
final class Faults: Sendable {
    private static let setting = "faults"
    private let store: any Store
    private let state: Mutex<(plan: FaultPlan, requests: Int, notices: Int)>

    init(store: any Store) async throws {
        self.store = store
        let text = try await store.read { try SandboxSettings.value(Self.setting, in: $0) }
        let json = text.flatMap { try? JSONReader.parse($0) }
        state = Mutex((json.flatMap { try? FaultPlan($0) } ?? .none, 0, 0))
    }

    var plan: FaultPlan { state.withLock { $0.plan } }

    func set(_ plan: FaultPlan) async throws {
        let text = String(decoding: plan.json.encoded, as: UTF8.self)
        try await store.write { try SandboxSettings.put(Self.setting, text, in: $0) }
        state.withLock { $0 = (plan, 0, 0) }
    }

    /// What happens to the next request.
    func next() -> FaultPlan.Verdict {
        state.withLock { state in
            defer { state.requests += 1 }
            return state.plan.verdict(number: state.requests)
        }
    }

    /// What happens to the next notice.
    func nextOfNotices() -> NoticeFault {
        state.withLock { state in
            defer { state.notices += 1 }
            return state.plan.fault(ofNotice: state.notices)
        }
    }
}
