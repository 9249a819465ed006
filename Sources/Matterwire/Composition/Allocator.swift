import Glibc

/// Settings of the C library's memory allocator.
enum Allocator {
    private static let largeBytes: CInt = 1 << 20
    /// `M_MMAP_THRESHOLD` of `malloc.h`, which Swift's Glibc does not import, and neither `mallopt`.
    private static let mmapThreshold: CInt = -3

    /// Returns large blocks, such as the parts of files, to the system when they are freed. By default the allocator
    /// raises its threshold at the first large block, and then keeps such blocks for each thread.
    static func returnLargeBlocks() {
        guard let symbol = dlsym(nil, "mallopt") else { return }
        let mallopt = unsafeBitCast(symbol, to: (@convention(c) (CInt, CInt) -> CInt).self)
        _ = mallopt(mmapThreshold, largeBytes)
    }
}
