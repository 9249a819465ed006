import ArgumentParser
import Delivery
import Records
import Storage

struct PaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pace", abstract: "Publish at a fixed rate; the sink tells how long each took to reach it.")

    @Option(help: "An empty folder for the database.") var data: String
    @Option(help: "The sink.") var sink = "http://127.0.0.1:7003"
    @Option(help: "Events a second, each to one endpoint.") var rate = 500
    @Option var seconds = 10
    @Option(help: "Endpoints that they go to, one after the other.") var endpoints = 100
    @Option(help: "How many of the endpoints never answer.") var hanging = 10

    func run() async throws {
        let engine = try await BenchEngine(data: data)
        try await engine.subscribe(endpoints, hanging: hanging, sink: sink) { "lead.\($0)" }
        try await engine.running(DispatcherLimits()) {
            let clock = ContinuousClock()
            let start = clock.now
            for number in 0..<rate * seconds {
                try await clock.sleep(until: start + .seconds(1) * number / rate)
                try await engine.publish("lead.\(number % endpoints)", number..<number + 1)
            }
            try await clock.sleep(for: .seconds(1))
        }
        print("{\"published\": \(rate * seconds), \"peak_mib\": \(BenchEngine.peakMebibytes)}")
        await engine.store.close()
    }
}
