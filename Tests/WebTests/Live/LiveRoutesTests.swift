import HTTPTypes
import Portal
import Testing

@testable import Web

@Suite struct `The live stream's route` {
    @Test(arguments: [
        "", "Bearer", "Bearer wrong", "Basic bearerstaff", "Bearer " + String(repeating: "a", count: 600),
    ])
    func `refuses a request without a good token or session`(_ authorization: String) async throws {
        let fixture = try await PortalFixture()
        let answer = try await fixture.send(.get, "/live", [.authorization: authorization], nil)
        #expect(answer.status == 401)
    }

    @Test func `asks the client to come back while the server stops`() async throws {
        let fixture = try await PortalFixture()
        fixture.application.hub.stop()
        #expect(try await fixture.call(.get, "/live").status == 503)
        #expect(try await fixture.call(.get, "/live?after=garbage").status == 503)
    }
}
