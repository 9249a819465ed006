import Glibc

/// How the process holds memory.
enum Memory {
    private static let largeBytes: CInt = 1 << 20
    /// `M_MMAP_THRESHOLD` of `malloc.h`, which Swift's Glibc leaves out, together with the function.
    private static let mmapThreshold: CInt = -3

    /// Large blocks, such as the parts of files, go back to the machine as soon as they are let go. Left to itself, the
    /// allocator learns from the first of them to keep their like, once for each thread.
    static func giveLargeBlocksBack() {
        guard let symbol = dlsym(nil, "mallopt") else { return }
        let mallopt = unsafeBitCast(symbol, to: (@convention(c) (CInt, CInt) -> CInt).self)
        _ = mallopt(mmapThreshold, largeBytes)
    }
}
