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
        let plant = try await Plant(data: data)
        try await plant.subscribe(endpoints, hanging: hanging, sink: sink) { _ in "*" }
        let events = deliveries / endpoints
        for start in stride(from: 0, to: events, by: 500) {
            try await plant.publish("lead.created", start..<min(events, start + 500))
        }
        let wanted = events * (endpoints - hanging)
        let clock = ContinuousClock()
        let start = clock.now
        try await plant.running(limits) { try await progress(plant, wanted: wanted, since: start) }
        let seconds = (clock.now - start) / .seconds(1)
        print("{\"delivered\": \(wanted), \"seconds\": \(seconds), \"peak_mib\": \(Plant.peakMebibytes)}")
        await plant.store.close()
    }

    /// One endpoint may have three quarters of all places, and one more.
    private var limits: Dispatcher.Limits {
        var limits = Dispatcher.Limits()
        if let inFlight {
            (limits.perSubscriptionMax, limits.inFlightMax) = (inFlight, (inFlight * 4 + 2) / 3)
        }
        return limits
    }

    private func progress(_ plant: Plant, wanted: Int, since start: ContinuousClock.Instant) async throws {
        var (delivered, told) = (0, 0)
        while delivered < wanted {
            try await ContinuousClock().sleep(for: .milliseconds(250))
            delivered = try await plant.count(.delivered)
            if deliveries >= 100_000, delivered * 10 / wanted > told {
                told = delivered * 10 / wanted
                print("\(told * 10) % after \((ContinuousClock.now - start) / .seconds(1)) s")
            }
        }
    }
}
