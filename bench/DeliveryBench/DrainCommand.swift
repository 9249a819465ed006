import ArgumentParser
import Delivery
import Records
import Storage

struct DrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drain", abstract: "Fill a store with due deliveries, then deliver them.")

    @Option(help: "An empty folder for the database.") var data: String
    @Option(help: "The sink.") var sink = "http://127.0.0.1:7003"
    @Option(help: "Deliveries in all.") var deliveries = 20_000
    @Option(help: "Endpoints that they go to.") var endpoints = 1
    @Option(help: "How many of the endpoints never answer.") var hanging = 0
    @Option(help: "To one endpoint at a time; the product's default without this.") var inFlight: Int?

    func run() async throws {
        let engine = try await BenchEngine(data: data)
        try await engine.subscribe(endpoints, hanging: hanging, sink: sink) { _ in "*" }
        let events = deliveries / endpoints
        for start in stride(from: 0, to: events, by: 500) {
            try await engine.publish("lead.created", start..<min(events, start + 500))
        }
        let wanted = events * (endpoints - hanging)
        let clock = ContinuousClock()
        let start = clock.now
        try await engine.running(limits) { try await progress(engine, wanted: wanted, since: start) }
        let seconds = (clock.now - start) / .seconds(1)
        print("{\"delivered\": \(wanted), \"seconds\": \(seconds), \"peak_mib\": \(BenchEngine.peakMebibytes)}")
        await engine.store.close()
    }

    /// One endpoint may use three quarters of all slots, and one more.
    private var limits: DispatcherLimits {
        var limits = DispatcherLimits()
        if let inFlight {
            limits.perSubscriptionMax = inFlight
            limits.inFlightMax = (inFlight * 4 + 2) / 3
        }
        return limits
    }

    private func progress(_ engine: BenchEngine, wanted: Int, since start: ContinuousClock.Instant) async throws {
        var delivered = 0
        var reportedTenths = 0
        while delivered < wanted {
            try await ContinuousClock().sleep(for: .milliseconds(250))
            delivered = try await engine.count(.delivered)
            if deliveries >= 100_000, delivered * 10 / wanted > reportedTenths {
                reportedTenths = delivered * 10 / wanted
                print("\(reportedTenths * 10) % after \((ContinuousClock.now - start) / .seconds(1)) s")
            }
        }
    }
}
