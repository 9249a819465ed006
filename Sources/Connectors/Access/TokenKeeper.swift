package import Matters
import Synchronization

/// Holds the grant of one firm and refreshes it, once, however many callers find it stale at the same time.
///
/// Refresh tokens rotate: the old pair is worth nothing once the new one was issued. Two refreshes at a time, or a new
/// pair that is used before it is stored, can burn the grant, and then a person has to consent again.
package final class TokenKeeper: Sendable {
    package typealias Refresh = @Sendable (TokenGrant) async throws(PracticeFailure) -> TokenGrant

    private typealias Outcome = Result<TokenGrant, PracticeFailure>
    private enum State {
        case held(TokenGrant)
        /// Issued, but the vault would not take it: kept, because the pair before it is gone, and stored before use.
        case unsaved(TokenGrant)
        case refreshing(Task<Outcome, Never>)
        /// This one was refused. A person may connect the firm again, or another process store its successor.
        case burnt(TokenGrant)
    }

    /// Before its time a grant is refreshed ahead, so that no request is wasted on a token about to run out.
    package static let margin = Duration.seconds(60)
    /// How often the vault is asked for a successor that another process may be about to store, and the pause between.
    package static let successorLooksMax = 5
    static let successorPause = Duration.milliseconds(400)

    private let state: Mutex<State>
    private let vault: TokenVault
    private let refresh: Refresh
    private let clock: any Clock<Duration>
    private let now: WallClock

    /// - Parameter refresh: throws `.unauthorized` only when the grant itself was refused.
    package init(
        grant: TokenGrant, vault: TokenVault, clock: any Clock<Duration>, now: @escaping WallClock,
        refresh: @escaping Refresh
    ) {
        state = Mutex(.held(grant))
        (self.vault, self.clock, self.now, self.refresh) = (vault, clock, now, refresh)
    }

    /// A grant to use now.
    package func grant() async throws(PracticeFailure) -> TokenGrant {
        let held = state.withLock { if case .held(let grant) = $0 { grant } else { nil as TokenGrant? } }
        if let held, held.expiresAt.map({ now() < $0 - Self.margin }) ?? true { return held }
        return try await successor(of: held)
    }

    /// A grant to use after `used` was refused. When another caller has refreshed it meanwhile, that is the answer.
    package func grant(after used: TokenGrant) async throws(PracticeFailure) -> TokenGrant {
        try await successor(of: used)
    }

    private func successor(of used: TokenGrant?) async throws(PracticeFailure) -> TokenGrant {
        let task = state.withLock { state -> Task<Outcome, Never> in
            switch state {
            case .burnt(let grant): return start(&state) { await self.healed(grant, looks: 1) }
            case .refreshing(let task): return task
            case .held(let grant) where used.map { $0.accessToken != grant.accessToken } ?? false:
                return Task { .success(grant) }
            case .held(let grant): return start(&state) { await self.renewed(grant) }
            case .unsaved(let grant): return start(&state) { await self.saved(grant) }
            }
        }
        return try await task.value.get()
    }

    /// A task of its own on purpose: it belongs to all who wait, and must not end with the one who came first. A
    /// refresh that is cancelled between the answer and the vault burns the grant.
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

    private func renewed(_ grant: TokenGrant) async -> (State, Outcome) {
        if let newer = await stored(insteadOf: grant) { return (.held(newer), .success(newer)) }
        do throws(PracticeFailure) {
            return await saved(try await refresh(grant))
        } catch .unauthorized {
            return await healed(grant, looks: Self.successorLooksMax)
        } catch {
            return (.held(grant), .failure(error))
        }
    }

    /// Another process may have used this refresh token: then its successor is in the vault, or will be in a moment.
    private func healed(_ grant: TokenGrant, looks: Int) async -> (State, Outcome) {
        for look in 1...looks {
            if look > 1 { try? await clock.sleep(for: Self.successorPause) }
            if let newer = await stored(insteadOf: grant) { return (.held(newer), .success(newer)) }
        }
        return (.burnt(grant), .failure(.unauthorized))
    }

    private func saved(_ grant: TokenGrant) async -> (State, Outcome) {
        do {
            try await vault.save(grant)
            return (.held(grant), .success(grant))
        } catch {
            return (.unsaved(grant), .failure(.unavailable(status: 0)))
        }
    }

    private func stored(insteadOf grant: TokenGrant) async -> TokenGrant? {
        let stored = (try? await vault.load()) ?? nil
        return stored?.accessToken == grant.accessToken ? nil : stored
    }
}
