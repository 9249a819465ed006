/// A value that one service provides once and another one waits for.
final class Promise<Value: Sendable>: Sendable {
    private let stream: AsyncStream<Value>
    private let continuation: AsyncStream<Value>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1)) }

    func fulfil(_ value: Value) {
        continuation.yield(value)
        continuation.finish()
    }

    /// For one caller.
    /// - Throws: `CancellationError`.
    func value() async throws -> Value {
        for await value in stream { return value }
        throw CancellationError()
    }
}
