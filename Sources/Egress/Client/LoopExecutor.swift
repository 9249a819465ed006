import NIOCore
import NIOPosix

/// Runs tasks on an event loop. A request whose task and connection share one loop changes threads nowhere on its way,
/// and changing threads is most of what a small request costs.
final class LoopExecutor: TaskExecutor {
    let loop: any EventLoop

    private init(_ loop: any EventLoop) { self.loop = loop }

    private static let all = MultiThreadedEventLoopGroup.singleton.makeIterator().map(LoopExecutor.init)

    /// Always the same one in this process.
    static func serving(_ host: String) -> LoopExecutor {
        all[Int(UInt(bitPattern: host.hashValue) % UInt(all.count))]
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
