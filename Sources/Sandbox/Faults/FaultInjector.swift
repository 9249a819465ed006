import Delivery
import SandboxKit
import Storage
import Synchronization
import Webhooks

/// Applies the current fault plan to the sequence of requests and notices. The plan is stored and survives a restart of
/// the sandbox; the counters restart at 0.
final class FaultInjector: Sendable {
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

    /// Counts a request and returns its fault.
    func next() -> FaultPlan.RequestFault {
        state.withLock { state in
            defer { state.requests += 1 }
            return state.plan.fault(ofRequest: state.requests)
        }
    }

    /// Counts a notice and returns its fault.
    func nextNoticeFault() -> NoticeFault {
        state.withLock { state in
            defer { state.notices += 1 }
            return state.plan.fault(ofNotice: state.notices)
        }
    }
}
