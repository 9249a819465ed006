import Storage
import Testing

@testable import StorageSQLite

@Suite struct `The embedded store` {
    @Test func `syncs every commit to disk`() async throws {
        try await withFolder { folder in
            let store = try SQLiteStore(path: folder + "/test.db", ownership: .server) { 0 }
            #expect(store.engineDescription.hasSuffix("WAL, synchronous=FULL"))
            await store.close()
        }
    }

    @Test func `lets no second server near its file, but a command beside it`() async throws {
        try await withFolder { folder in
            let path = folder + "/test.db"
            let server = try SQLiteStore(path: path, ownership: .server) { 0 }
            #expect(throws: StoreError.self) { try SQLiteStore(path: path, ownership: .server) { 0 } }
            let guest = try SQLiteStore(path: path, ownership: .guest) { 0 }
            await guest.close()
            await server.close()
            let next = try SQLiteStore(path: path, ownership: .server) { 0 }
            await next.close()
        }
    }

    @Test func `hears when another process has written`() async throws {
        try await withFolder { folder in
            let path = folder + "/test.db"
            let server = try SQLiteStore(path: path, ownership: .server) { 0 }
            let guest = try SQLiteStore(path: path, ownership: .guest) { 0 }
            var rings = server.listen(to: Channel("any")).makeAsyncIterator()
            let watching = Task {
                await server.watchOtherProcesses(every: .milliseconds(5), clock: ContinuousClock())
            }
            let writing = Task {
                // Until it is heard: the watcher may take its first look after the first write.
                var number = 0
                while !Task.isCancelled {
                    number += 1
                    let table = "t\(number)"
                    try await guest.write { _ = try $0.run("CREATE TABLE \(table) (id BIGINT)") }
                }
            }
            await rings.next()
            writing.cancel()
            watching.cancel()
            await watching.value
            _ = try? await writing.value
            await guest.close()
            await server.close()
        }
    }

    @Test(arguments: [
        ("a = $1", "a = ?1"), ("$12,$1", "?12,?1"), ("'$1' || $2", "'$1' || ?2"), ("'it''s $1' $3", "'it''s $1' ?3"),
        ("$x", "$x"), ("$", "$"),
    ])
    func `numbers placeholders as they are written`(sql: String, turned: String) {
        #expect(SQLitePlaceholders.turn(sql) == turned)
    }
}

@Suite struct `Group commit` {
    @Test func `shares transactions under load and answers each element with its own result`() async throws {
        let batches = Batches()
        let group = GroupCommit<Int, Int>(batchMax: 8, waitingMax: 1_000) { elements in
            await batches.note(elements.count)
            return elements.map { $0 * 2 }
        }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for number in 0..<200 {
                tasks.addTask {
                    let doubled = try await group.submit(number)
                    #expect(doubled == number * 2)
                }
            }
            try await tasks.waitForAll()
        }
        let sizes = await batches.sizes
        #expect(sizes.reduce(0, +) == 200)
        #expect(sizes.allSatisfy { (1...8).contains($0) })
    }

    @Test func `fails everybody in a batch that failed, and goes on`() async throws {
        struct DiskFull: Error {}
        let group = GroupCommit<Bool, Void>(batchMax: 1, waitingMax: 10) { elements in
            if elements.contains(true) { throw DiskFull() }
            return elements.map { _ in }
        }
        await #expect(throws: DiskFull.self) { try await group.submit(true) }
        try await group.submit(false)
    }

    private actor Batches {
        var sizes: [Int] = []
        func note(_ size: Int) { sizes.append(size) }
    }
}
