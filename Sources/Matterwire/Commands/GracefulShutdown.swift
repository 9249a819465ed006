import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

extension Logger {
    /// Runs services until one ends or fails, or a signal stops them; a second signal ends the process at once.
    /// - Throws: what a service throws.
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
            tasks.addTask { await StopSignals.exitAtSecond() }
            try await group.run()
            tasks.cancelAll()
        }
    }
}

private enum StopSignals {
    static let all: [UnixSignal] = [.sigterm, .sigint]
    /// After this time the services are cancelled.
    static let shutdownMax: Duration = .seconds(10)
    /// Seconds after the signal at which the process exits, even if a cancelled service is still running.
    static let stoppingSecondsMax = 15.0
    /// The shell's exit status for a process that was ended by SIGINT.
    static let interruptedStatus: Int32 = 130

    /// Everything acknowledged is on disk already, so nothing is lost by not waiting.
    static func exitAtSecond() async {
        var count = 0
        for await _ in await UnixSignalsSequence(trapping: all) {
            count += 1
            if count == 1 { exitLate() }
            if count == 2 { _exit(interruptedStatus) }
        }
    }

    /// Uses its own thread: what prevents the process from ending may block every thread of the task pool.
    private static func exitLate() {
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: stoppingSecondsMax)
            StandardError.line("some connections did not end in time and were cut")
            _exit(EXIT_SUCCESS)
        }
    }
}
