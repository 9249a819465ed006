import Storage
import Testing

@Suite struct `Chunks of a collection` {
    @Test(
        arguments: [
            (0, []), (1, [[0]]), (2, [[0, 1]]), (3, [[0, 1], [2]]), (4, [[0, 1], [2, 3]]),
        ] as [(Int, [[Int]])])
    func `have one length, but the last may be shorter`(count: Int, chunks: [[Int]]) {
        #expect(Array(0..<count).chunks(ofCount: 2).map(Array.init) == chunks)
    }

    @Test func `of a slice hold its own elements`() {
        #expect(Array(0..<10)[5...].chunks(ofCount: 3).map(Array.init) == [[5, 6, 7], [8, 9]])
    }
}
