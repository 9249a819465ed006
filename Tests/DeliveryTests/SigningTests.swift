import Delivery
import LocalProcess
import LocalServer
import Matters
import Records
import Storage
import Testing
import Webhooks

/// What arrives, verified by somebody else's code.
@Suite(.timeLimit(.minutes(5))) struct `What is signed` {
    private static let standard = """
        import base64, hashlib, hmac, sys
        text, id, time, body, header = sys.argv[1:]
        key = base64.b64decode(text.removeprefix("whsec_"))
        code = base64.b64encode(hmac.new(key, f"{id}.{time}.{body}".encode(), hashlib.sha256).digest()).decode()
        print("v1," + code in header.split(" "))
        """

    private static let lawfficient = """
        import hashlib, hmac, sys
        text, body, header = sys.argv[1:]
        parts = dict(part.split("=", 1) for part in header.split(","))
        code = hmac.new(text.encode(), f"{parts['t']}.{body}".encode(), hashlib.sha256).hexdigest()
        print(hmac.compare_digest(code, parts["v1"]))
        """

    private func verified(_ request: LocalServer.Request, secret: String) async throws -> Bool {
        let headers = request.headers
        if let signature = headers["lawfficient-signature"] {
            return try await Python.run(Self.lawfficient, arguments: [secret, request.bodyText, signature]) == "True"
        }
        let values = ["webhook-id", "webhook-timestamp"].map { headers[$0] ?? "" }
        let signature = headers["webhook-signature"] ?? ""
        return try await Python.run(
            Self.standard, arguments: [secret] + values + [request.bodyText, signature]) == "True"
    }

    private func put(_ secret: String, of endpoint: Subscription, overlap: Duration, on bench: Bench) async throws {
        try await bench.store.write { [sealer = bench.sealer, now = bench.now] in
            let context = Subscriptions.secretContext(of: endpoint.id, firmID: "demo")
            try Subscriptions.putSecret(
                sealer.seal(Array(secret.utf8), context: context), of: endpoint.id, overlap: overlap, firmID: "demo",
                in: $0, at: now)
        }
    }

    /// Three messages: under the first secret, while the second has just taken over, and after the first has ended.
    private func rotation(_ terms: Terms) async throws -> (old: [Bool], new: [Bool]) {
        let (bench, received) = (try await Bench(), Received<LocalServer.Request>())
        let endpoint = try await bench.endpoint(terms) { request in
            received.add(request)
            return .answer(200)
        }
        let secrets = (0..<2).compactMap { _ in Bench.newSecret(terms.contract) }
        try await put(secrets[0], of: endpoint, overlap: .zero, on: bench)
        try await bench.running {
            try await bench.publish(terms, [1])
            try await bench.settled(endpoint, as: .delivered, count: 1)
            try await put(secrets[1], of: endpoint, overlap: .seconds(60), on: bench)
            try await bench.publish(terms, [1])
            try await bench.settled(endpoint, as: .delivered, count: 2)
            try await bench.advance(seconds: 60)
            try await bench.publish(terms, [1])
            try await bench.settled(endpoint, as: .delivered, count: 3)
        }
        var (old, new): ([Bool], [Bool]) = ([], [])
        for request in received.all {
            old.append(try await verified(request, secret: secrets[0]))
            new.append(try await verified(request, secret: secrets[1]))
        }
        return (old, new)
    }

    @Test func `Standard Webhooks: under every secret that is alive`() async throws {
        let (old, new) = try await rotation(.standard)
        #expect(old == [true, true, false])
        #expect(new == [false, true, true])
    }

    @Test func `Lawfficient: under the newest secret alone`() async throws {
        let (old, new) = try await rotation(.lawfficient)
        #expect(old == [true, false, false])
        #expect(new == [false, true, true])
    }

    @Test(arguments: [Terms.standard, .lawfficientDurable])
    func `every attempt under one id and with the same bytes, at the time of the machine and not of the schedule`(
        terms: Terms
    ) async throws {
        let (bench, received) = (try await Bench(), Received<LocalServer.Request>())
        let endpoint = try await bench.endpoint(terms) { request in
            received.add(request)
            return received.all.count == 1 ? .hangUp : .answer(200)
        }
        try await bench.running {
            try await bench.publish(terms, [1])
            try await bench.attempted(endpoint, times: 1)
            try await bench.advance(seconds: 5)
            try await bench.settled(endpoint, as: .delivered, count: 1)
        }
        #expect(Set(received.all.map(\.bodyText)).count == 1)
        #expect(Set(received.all.map { $0.headers["webhook-id"] ?? "" }).count == 1)
        let time = String(bench.start.epochSeconds)
        #expect(
            received.all.allSatisfy { request in
                request.headers["webhook-timestamp"] == time
                    || request.headers["lawfficient-signature"]?.hasPrefix("t=\(time),") == true
            })
    }
}
