import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

extension Logger {
    /// Runs services until one fails or a signal ends them; a second signal ends the process at once.
    func runServices(_ services: [any Service]) async throws {
        var configuration = ServiceGroupConfiguration(
            services: services.map {
                .init(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            }, gracefulShutdownSignals: StopSignals.all, logger: self)
        configuration.maximumGracefulShutdownDuration = StopSignals.shutdownMax
        let group = ServiceGroup(configuration: configuration)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await StopSignals.endAtSecond() }
            try await group.run()
            tasks.cancelAll()
        }
    }
}

private enum StopSignals {
    static let all: [UnixSignal] = [.sigterm, .sigint]
    /// What has not ended by then is cancelled.
    static let shutdownMax: Duration = .seconds(10)
    /// What was cancelled and has not ended by then either is left behind, in seconds since the signal.
    static let stoppingSecondsMax = 15.0
    /// As a shell says it of a process that ^C ended.
    static let interruptedStatus: Int32 = 130

    /// What was promised is on disk already, so nothing is lost by not waiting.
    static func endAtSecond() async {
        var count = 0
        for await _ in await UnixSignalsSequence(trapping: all) {
            count += 1
            if count == 1 { endLate() }
            if count == 2 { _exit(interruptedStatus) }
        }
    }

    /// On a thread of its own: whatever keeps the process from ending may hold every thread that tasks run on.
    private static func endLate() {
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: stoppingSecondsMax)
            StandardError.line("some connections did not end in time and were cut")
            _exit(EXIT_SUCCESS)
        }
    }
}
