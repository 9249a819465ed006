import ArgumentParser

/// Measures the dispatcher alone: a store filled with due deliveries, drained against a sink that checks every signature.
/// Dispatcher and sink are separate processes, so that each can have a core of its own.
@main
struct DeliveryBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delivery-bench", abstract: "Measure the delivery engine.",
        subcommands: [SinkCommand.self, DrainCommand.self, PaceCommand.self])

    /// Shared by both processes; a test value, not a real secret.
    static let secret = "whsec_bench-bench-bench-bench-bench-bench-bench"
}
