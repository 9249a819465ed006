import HTTPTypes
import Hummingbird
import SandboxKit

/// `/control/faults`: reads, replaces and clears the fault plan. Faults never apply to it.
struct FaultsController: Sendable {
    static let path: RouterPath = "faults"
    let faults: FaultInjector

    func addRoutes(to control: RouterGroup<SandboxContext>) {
        control.get(Self.path) { _, _ in shown }
        control.put(Self.path) { request, _ in try await set(try FaultPlan(try await request.control())) }
        control.delete(Self.path) { _, _ in try await set(.none) }
    }

    private func set(_ plan: FaultPlan) async throws -> Response {
        try await faults.set(plan)
        return shown
    }

    private var shown: Response { .json(200, faults.plan.json) }
}
