import Dispatch
import Matters
import Synchronization
import Webhooks

/// Counts and latencies of what the sink has received.
final class SinkStatistics: Sendable {
    private struct State {
        var ids: Set<String> = []
        var requests = 0
        var duplicates = 0
        var unsigned = 0
        var hanging = 0
        var first: UInt64 = 0
        var last: UInt64 = 0
        /// From publishing to the first byte, in nanoseconds, where the message says when it was published.
        var latencies: [UInt64] = []
    }
    private let state = Mutex(State())

    /// In nanoseconds; the same for all processes of this machine.
    static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    func addHanging() { state.withLock { $0.hanging += 1 } }

    func add(_ signature: String?, _ body: [UInt8], for endpoint: String, arrivedAt: UInt64) {
        let document = try? JSONReader.parse(body)
        let isSigned = isSigned(signature, body)
        state.withLock { state in
            state.requests += 1
            if !isSigned { state.unsigned += 1 }
            // All endpoints of an event receive the same id.
            let name = endpoint + " " + (document?["id"]?.string ?? "")
            if !state.ids.insert(name).inserted { state.duplicates += 1 }
            if state.first == 0 { state.first = arrivedAt }
            state.last = arrivedAt
            if let published = document?["data"]?["published"]?.integer {
                state.latencies.append(arrivedAt - UInt64(published))
            }
        }
    }

    private func isSigned(_ signature: String?, _ body: [UInt8]) -> Bool {
        guard let secret = try? LawfficientSecret(DeliveryBench.secret),
            let time = signature?.split(separator: ",").first,
            let seconds = Int64(time.dropFirst(2))
        else { return false }
        let now = Instant.seconds(seconds)
        return (try? LawfficientSignature.verify(signature, body: body, secret: secret, at: now)) != nil
    }

    /// As JSON; resets the counts.
    func report() -> String {
        let old = state.withLock { state in
            defer { state = State() }
            return state
        }
        let latencies = old.latencies.sorted()
        let milliseconds = { (share: Double) -> Double in
            guard !latencies.isEmpty else { return 0 }
            return Double(latencies[min(latencies.count - 1, Int(Double(latencies.count) * share))]) / 1_000_000
        }
        return """
            {"requests": \(old.requests), "duplicates": \(old.duplicates), "unsigned": \(old.unsigned), \
            "hanging": \(old.hanging), "seconds": \(Double(old.last - old.first) / 1_000_000_000), \
            "p50_ms": \(milliseconds(0.5)), "p99_ms": \(milliseconds(0.99))}
            """
    }
}
