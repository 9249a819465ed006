import HTTPTypes
import Logging
import Matters
import Outlet
import Records
import Storage
import Webhooks

extension Dispatcher {
    typealias Settlements = GroupCommit<Deliveries.Settlement, Deliveries.Claim?>

    /// Attempts that end together are written down together.
    static func settlements(in store: any Store, firmID: String, limits: Limits) -> Settlements {
        Settlements(batchMax: limits.settlementsPerCommitMax, waitingMax: limits.inFlightMax) { batch in
            try await store.write { transaction in
                try batch.map { try Deliveries.settle($0, firmID: firmID, in: transaction) }
            }
        }
    }

    /// Attempts a claim, and then what is queued behind it under the same key, each one only after the one before was
    /// written down: a crash between the two repeats a notice, and never turns the order around.
    func deliver(_ claim: Deliveries.Claim, lease: Lease) async {
        var (next, lease, length) = (Optional(claim), lease, 1)
        while let claim = next {
            do {
                let attempt = try await attempt(claim)
                let renewed = Lease(token: lease.token, until: clocks.machineNow() + limits.lease)
                next = try await settlements.submit(
                    Deliveries.Settlement(
                        claim: claim, lease: renewed, attempt: attempt, verdict: verdict(on: attempt, of: claim),
                        at: clocks.now(), takesNext: length < limits.runLengthMax && !isClosing))
                (lease, length) = (renewed, length + 1)
            } catch is CancellationError {
                return await release(claim, lease: lease)
            } catch {
                // Not written down: the lease runs out and the notice is sent again.
                return logger.error("an attempt could not be recorded", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Throws only `CancellationError`.
    private func attempt(_ claim: Deliveries.Claim) async throws -> Attempt {
        let (startedAt, start) = (clocks.now(), clocks.machineNow())
        var (result, answer) = (AttemptResult.failed(.other), [UInt8]())
        do {
            let response = try await client.send(call(for: claim))
            (result, answer) = (.answered(status: response.status), response.body)
        } catch let failure as NetworkFailure {
            result = .failed(failure)
        }
        return Attempt(
            startedAt: startedAt, milliseconds: (clocks.machineNow() - start).wholeMilliseconds, result: result,
            answer: answer)
    }

    private func call(for claim: Deliveries.Claim) -> HTTPCall {
        HTTPCall(
            .post, claim.lane.targetURL,
            headers: [.contentType: claim.lane.contract.contentType, .userAgent: "Matterwire"], body: claim.body,
            deadline: claim.lane.contract.attemptDeadline, answerLimit: .cut(atBytes: limits.answerBytesMax))
    }

    private func verdict(on attempt: Attempt, of claim: Deliveries.Claim) -> Verdict {
        let verdict = claim.lane.contract.verdict(on: attempt.result, attempt: claim.attempts + 1)
        if verdict != .delivered {
            logger.notice(
                "a webhook was not taken",
                metadata: [
                    "subscription": "\(claim.lane.subscriptionID)", "delivery": "\(claim.id)",
                    "result": "\(attempt.result.name)", "verdict": "\(verdict)",
                ])
        }
        return verdict
    }

    private func release(_ claim: Deliveries.Claim, lease: Lease) async {
        let now = clocks.now()
        do {
            try await uncancelled { [store, firmID] in
                try await store.write {
                    try Deliveries.release(claim, lease: lease, firmID: firmID, in: $0, at: now)
                }
            }
        } catch {
            logger.error("a lease could not be given back", metadata: ["error": "\(error)"])
        }
    }
}
