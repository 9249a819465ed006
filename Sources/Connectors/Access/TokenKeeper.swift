import Matters
import Synchronization

/// Holds the grant of one source and refreshes it once, however many callers find it expired at the same time.
///
/// Refresh tokens rotate: the old pair is invalid once the new one was issued. Two refreshes at a time, or a new pair that
/// is used before it is stored, can lose the grant, and then a person has to consent again: `grant` throws `.unauthorized`.
final class TokenKeeper: Sendable {
    typealias Refresh = @Sendable (OAuthTokens) async throws(PracticeFailure) -> OAuthTokens

    private typealias Outcome = Result<OAuthTokens, PracticeFailure>
    private enum State {
        case valid(OAuthTokens)
        /// Issued, but not stored yet because the vault failed: stored before it is used, as the old pair is invalid.
        case unsaved(OAuthTokens)
        case refreshing(Task<Outcome, Never>)
        /// Refused by the system. A person may connect the firm again, or another process store the next grant.
        case revoked(OAuthTokens)
    }

    /// A grant is refreshed this long before it expires, so that no request fails with a token about to expire.
    static let margin = Duration.seconds(60)
    /// How often the vault is read for a grant that another process may be about to store, and the pause between.
    static let vaultReadsMax = 5
    static let vaultReadPause = Duration.milliseconds(400)

    private let state: Mutex<State>
    private let vault: TokenVault
    private let refresh: Refresh
    private let clock: any Clock<Duration>
    private let now: WallClock

    /// - Parameter refresh: throws `.unauthorized` only when the grant itself was refused.
    init(
        grant: OAuthTokens, vault: TokenVault, clock: any Clock<Duration>, now: @escaping WallClock,
        refresh: @escaping Refresh
    ) {
        state = Mutex(.valid(grant))
        self.vault = vault
        self.clock = clock
        self.now = now
        self.refresh = refresh
    }

    /// A grant to use now.
    func grant() async throws(PracticeFailure) -> OAuthTokens {
        let valid = state.withLock { if case .valid(let grant) = $0 { grant } else { nil as OAuthTokens? } }
        if let valid, valid.expiresAt.map({ now() < $0 - Self.margin }) ?? true { return valid }
        return try await grant(after: valid)
    }

    /// A grant to use after `used` was refused; the one at hand when another caller has refreshed it meanwhile.
    /// - Parameter used: nil when no grant is at hand.
    func grant(after used: OAuthTokens?) async throws(PracticeFailure) -> OAuthTokens {
        let task = state.withLock { state -> Task<Outcome, Never> in
            switch state {
            case .revoked(let grant): return start(&state) { await self.recovered(grant, vaultReads: 1) }
            case .refreshing(let task): return task
            case .valid(let grant) where used.map { $0.accessToken != grant.accessToken } ?? false:
                return Task { .success(grant) }
            case .valid(let grant): return start(&state) { await self.renewed(grant) }
            case .unsaved(let grant): return start(&state) { await self.saved(grant) }
            }
        }
        return try await task.value.get()
    }

    /// An unstructured task on purpose: all waiting callers share it, so it must not be cancelled with the first of them.
    /// A refresh that is cancelled between the answer and the vault loses the grant.
    private func start(
        _ state: inout State, _ work: @escaping @Sendable () async -> (State, Outcome)
    ) -> Task<Outcome, Never> {
        let task = Task {
            let (next, outcome) = await work()
            self.state.withLock { $0 = next }
            return outcome
        }
        state = .refreshing(task)
        return task
    }

    private func renewed(_ grant: OAuthTokens) async -> (State, Outcome) {
        if let newer = await stored(insteadOf: grant) { return (.valid(newer), .success(newer)) }
        do throws(PracticeFailure) {
            return await saved(try await refresh(grant))
        } catch .unauthorized {
            return await recovered(grant, vaultReads: Self.vaultReadsMax)
        } catch {
            return (.valid(grant), .failure(error))
        }
    }

    /// Another process may have used this refresh token: then the next grant is in the vault, or will be in a moment.
    private func recovered(_ grant: OAuthTokens, vaultReads: Int) async -> (State, Outcome) {
        for read in 1...vaultReads {
            if read > 1 { try? await clock.sleep(for: Self.vaultReadPause) }
            if let newer = await stored(insteadOf: grant) { return (.valid(newer), .success(newer)) }
        }
        return (.revoked(grant), .failure(.unauthorized))
    }

    private func saved(_ grant: OAuthTokens) async -> (State, Outcome) {
        do {
            try await vault.save(grant)
            return (.valid(grant), .success(grant))
        } catch {
            return (.unsaved(grant), .failure(.unavailable(status: 0)))
        }
    }

    private func stored(insteadOf grant: OAuthTokens) async -> OAuthTokens? {
        let stored = (try? await vault.load()) ?? nil
        return stored?.accessToken == grant.accessToken ? nil : stored
    }
}
