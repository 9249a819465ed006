import NIOCore
import NIOPosix

/// Runs tasks on an event loop. A request whose task and connection share one event loop needs no thread switches, which
/// are most of the cost of a small request.
final class EventLoopExecutor: TaskExecutor {
    let loop: any EventLoop

    private init(_ loop: any EventLoop) { self.loop = loop }

    private static let all = MultiThreadedEventLoopGroup.singleton.makeIterator().map(EventLoopExecutor.init)

    /// The executor for a host: always the same one within a process.
    static func serving(_ host: String) -> EventLoopExecutor {
        all[Int(UInt(bitPattern: host.hashValue) % UInt(all.count))]
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
