import Egress
import HTTPTypes
import Matters
import Webhooks

/// The token endpoint of ActionStep, which is beside the API.
struct ActionStepOAuth: Sendable {
    let client: GuardedHTTPClient
    let clientID: String
    let clientSecret: String
    let now: WallClock

    /// Uses up the refresh token. `.unauthorized` means that the grant itself was refused.
    func refresh(_ grant: OAuthTokens) async throws(PracticeFailure) -> OAuthTokens {
        let form = [
            ("grant_type", "refresh_token"), ("refresh_token", grant.refreshToken), ("client_id", clientID),
            ("client_secret", clientSecret),
        ]
        let call = HTTPCall(
            .post, ActionStepURL.root(of: grant.apiEndpoint) + "/oauth/token",
            headers: [.contentType: "application/x-www-form-urlencoded", .accept: "application/json"],
            body: Array(ActionStepURL.query(form).dropFirst().utf8), deadline: .seconds(30),
            answerLimit: .refuse(aboveBytes: 65_536))
        let answer: HTTPAnswer
        do { answer = try await client.send(call) } catch { throw PracticeFailure(error) }
        if answer.status == 400 || answer.status == 401 { throw .unauthorized }
        if let failure = PracticeFailure(answer: answer) { throw failure }
        return try read(answer, after: grant)
    }

    private func read(_ answer: HTTPAnswer, after grant: OAuthTokens) throws(PracticeFailure) -> OAuthTokens {
        guard let value = try? JSONReader.parse(answer.body), let accessToken = value["access_token"]?.string else {
            throw .malformed("the token endpoint gave no access token")
        }
        let life = value["expires_in"]?.scalarText.flatMap { Int64($0) }
        return OAuthTokens(
            accessToken: accessToken, refreshToken: value["refresh_token"]?.string ?? grant.refreshToken,
            apiEndpoint: value["api_endpoint"]?.string ?? grant.apiEndpoint,
            expiresAt: life.map { now() + .seconds($0) })
    }
}
