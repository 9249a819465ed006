/// Something that one service will know and another one waits for.
final class Handover<Value: Sendable>: Sendable {
    private let stream: AsyncStream<Value>
    private let giver: AsyncStream<Value>.Continuation

    init() { (stream, giver) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1)) }

    func give(_ value: Value) {
        giver.yield(value)
        giver.finish()
    }

    /// To be called once. Throws when the task is cancelled first.
    func taken() async throws -> Value {
        for await value in stream { return value }
        throw CancellationError()
    }
}
