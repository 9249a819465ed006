import Foundation
import Storage
import Testing

@testable import StorageSQLite

@Suite struct `The SQLite store` {
    @Test func `syncs every commit to disk`() async throws {
        try await withFolder { folder in
            let store = try SQLiteStore(path: folder + "/test.db", ownership: .server) { 0 }
            #expect(store.engineDescription.hasSuffix("WAL, synchronous=FULL"))
            await store.close()
        }
    }

    @Test func `admits one server at a time on a file, and commands beside it`() async throws {
        try await withFolder { folder in
            let path = folder + "/test.db"
            let server = try SQLiteStore(path: path, ownership: .server) { 0 }
            #expect(throws: StoreError.self) { try SQLiteStore(path: path, ownership: .server) { 0 } }
            let command = try SQLiteStore(path: path, ownership: .command) { 0 }
            await command.close()
            await server.close()
            let next = try SQLiteStore(path: path, ownership: .server) { 0 }
            await next.close()
        }
    }

    @Test func `releases its lock although a child process that is being started has a copy of it`() async throws {
        try await withFolder { folder in
            let path = folder + "/test.lock"
            let lock = try FileLock(path: path)
            let copies = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap(Int32.init)
                .filter { (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path }
                .map { dup($0) }
            defer { for copy in copies { close(copy) } }
            #expect(copies.count == 1)
            lock.release()
            #expect(throws: Never.self) { try FileLock(path: path).release() }
        }
    }

    @Test func `notifies when another process has committed`() async throws {
        try await withFolder { folder in
            let path = folder + "/test.db"
            let server = try SQLiteStore(path: path, ownership: .server) { 0 }
            let command = try SQLiteStore(path: path, ownership: .command) { 0 }
            var notifications = server.listen(to: Channel("any")).makeAsyncIterator()
            let watching = Task {
                await server.watchOtherProcesses(every: .milliseconds(5), clock: ContinuousClock())
            }
            let writing = Task {
                // Repeated, because the watcher may read its first version after the first write.
                var number = 0
                while !Task.isCancelled {
                    number += 1
                    let table = "t\(number)"
                    try await command.write { _ = try $0.run("CREATE TABLE \(table) (id BIGINT)") }
                }
            }
            await notifications.next()
            writing.cancel()
            watching.cancel()
            await watching.value
            _ = try? await writing.value
            await command.close()
            await server.close()
        }
    }

    @Test(arguments: [
        ("a = $1", "a = ?1"), ("$12,$1", "?12,?1"), ("'$1' || $2", "'$1' || ?2"), ("'it''s $1' $3", "'it''s $1' ?3"),
        ("$x", "$x"), ("$", "$"),
    ])
    func `rewrites placeholders with their numbers`(sql: String, rewritten: String) {
        #expect(SQLitePlaceholders.rewrite(sql) == rewritten)
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

    @Test func `fails every element of a batch that failed, and goes on`() async throws {
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
