import Delivery
import LocalProcess
import LocalServer
import Matters
import Records
import Storage
import Testing
import Webhooks

/// Received messages, verified by independent code.
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

    private func put(_ secret: String, of endpoint: Subscription, overlap: Duration, on harness: DeliveryHarness)
        async throws
    {
        try await harness.store.write { [sealer = harness.sealer, now = harness.now] in
            let context = Subscriptions.secretContext(of: endpoint.id, firmID: "demo")
            try Subscriptions.putSecret(
                sealer.seal(Array(secret.utf8), context: context), of: endpoint.id, overlap: overlap, firmID: "demo",
                in: $0, at: now)
        }
    }

    /// Three messages: under the first secret, during the overlap with the second, and after the first has expired.
    private func rotation(_ variant: ContractVariant) async throws -> (old: [Bool], new: [Bool]) {
        let (harness, received) = (try await DeliveryHarness(), Received<LocalServer.Request>())
        let endpoint = try await harness.endpoint(variant) { request in
            received.add(request)
            return .answer(200)
        }
        let secrets = (0..<2).compactMap { _ in DeliveryHarness.newSecret(variant.contract) }
        try await put(secrets[0], of: endpoint, overlap: .zero, on: harness)
        try await harness.running {
            try await harness.publish(variant, [1])
            try await harness.settled(endpoint, as: .delivered, count: 1)
            try await put(secrets[1], of: endpoint, overlap: .seconds(60), on: harness)
            try await harness.publish(variant, [1])
            try await harness.settled(endpoint, as: .delivered, count: 2)
            try await harness.advance(seconds: 60)
            try await harness.publish(variant, [1])
            try await harness.settled(endpoint, as: .delivered, count: 3)
        }
        var (old, new): ([Bool], [Bool]) = ([], [])
        for request in received.all {
            old.append(try await verified(request, secret: secrets[0]))
            new.append(try await verified(request, secret: secrets[1]))
        }
        return (old, new)
    }

    @Test func `Standard Webhooks: under every valid secret`() async throws {
        let (old, new) = try await rotation(.standard)
        #expect(old == [true, true, false])
        #expect(new == [false, true, true])
    }

    @Test func `Lawfficient: under the newest secret only`() async throws {
        let (old, new) = try await rotation(.lawfficient)
        #expect(old == [true, false, false])
        #expect(new == [false, true, true])
    }

    @Test(arguments: [ContractVariant.standard, .lawfficientDurable])
    func `every attempt has the same id and bytes, and the time of the machine, not of the schedule`(
        variant: ContractVariant
    ) async throws {
        let (harness, received) = (try await DeliveryHarness(), Received<LocalServer.Request>())
        let endpoint = try await harness.endpoint(variant) { request in
            received.add(request)
            return received.all.count == 1 ? .hangUp : .answer(200)
        }
        try await harness.running {
            try await harness.publish(variant, [1])
            try await harness.attempted(endpoint, times: 1)
            try await harness.advance(seconds: 5)
            try await harness.settled(endpoint, as: .delivered, count: 1)
        }
        #expect(Set(received.all.map(\.bodyText)).count == 1)
        #expect(Set(received.all.map { $0.headers["webhook-id"] ?? "" }).count == 1)
        let time = String(harness.start.epochSeconds)
        #expect(
            received.all.allSatisfy { request in
                request.headers["webhook-timestamp"] == time
                    || request.headers["lawfficient-signature"]?.hasPrefix("t=\(time),") == true
            })
    }
}
