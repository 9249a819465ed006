import Matters
import Testing

@testable import Portal

@Suite struct `The registry of live streams` {
    private let registry = LiveStreamRegistry(streamsPerViewerMax: 2)

    private func viewer(_ address: String) throws -> Viewer {
        Viewer(firmID: "f", address: try #require(MailAddress(address)), kind: .party)
    }

    private func open(_ viewer: Viewer, buffer: Int = 8) throws -> AsyncStream<LiveSignal> {
        let (signals, continuation) = AsyncStream.makeStream(
            of: LiveSignal.self, bufferingPolicy: .bufferingOldest(buffer))
        _ = try registry.add(
            OpenStream(viewer: viewer, credential: nil, endsAt: .seconds(9), continuation: continuation))
        return signals
    }

    private func event(_ seq: Int64) -> LiveEvent {
        LiveEvent(matterID: "m", kinds: [.note], at: .seconds(1), seq: seq)
    }

    @Test func `a new stream starts at the position up to which the firm's streams are informed`() throws {
        registry.follow("f", from: 4)
        #expect(registry.send([:], to: "f", upTo: 7))
        registry.follow("f", from: 5)
        let continuation = AsyncStream.makeStream(of: LiveSignal.self).continuation
        let stream = OpenStream(
            viewer: try viewer("kim@x.example"), credential: nil, endsAt: .seconds(9), continuation: continuation)
        #expect(try registry.add(stream) == 7)
    }

    @Test func `nothing is sent and the position stays while a viewer's events are undecided`() throws {
        let kim = try viewer("kim@x.example")
        let signals = try open(kim)
        #expect(!registry.send([:], to: "f", upTo: 3))
        #expect(registry.audience(of: "f") == (0, [kim]))
        #expect(registry.send([kim: [event(3)]], to: "f", upTo: 3))
        #expect(registry.audience(of: "f").position == 3)
        _ = signals
    }

    @Test func `a stream whose buffer is full ends after what was buffered`() async throws {
        let kim = try viewer("kim@x.example")
        let signals = try open(kim, buffer: 2)
        #expect(registry.send([kim: [event(1), event(2), event(3)]], to: "f", upTo: 3))
        #expect(registry.count == 0)
        var received: [LiveSignal] = []
        for await signal in signals { received.append(signal) }
        #expect(received == [.event(event(1)), .event(event(2))])
    }

    @Test func `a stopped registry ends its streams and refuses new ones`() async throws {
        let kim = try viewer("kim@x.example")
        let signals = try open(kim)
        registry.stop()
        for await _ in signals { Issue.record("a stopped stream has no signals") }
        #expect(throws: LiveStreamRefusal.stopping) { try open(kim) }
    }
}
