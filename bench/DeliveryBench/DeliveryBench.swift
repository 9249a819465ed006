import ArgumentParser

/// Measures the delivery engine alone: a store filled with due deliveries, drained against a sink that checks every
/// signature. Both ends are told apart so that each can have a core of its own.
@main
struct DeliveryBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delivery-bench", abstract: "Measure the delivery engine.",
        subcommands: [SinkCommand.self, DrainCommand.self, PaceCommand.self])

    /// Both ends know it; nothing here is anybody's.
    static let secret = "whsec_bench-bench-bench-bench-bench-bench-bench"
}
