extension PortalParts {
    /// What a process does; `serve --roles` names some of them, so that several processes can share one database.
    enum Role: String, CaseIterable {
        /// Answers the hook routes and stores notices.
        case receive
        /// Reads notices, fetches matters and writes the read model; removes what retention allows.
        case process
        /// Answers pages, API and live streams.
        case portal
        /// Sends webhooks to endpoints.
        case deliver
        /// Checks the hooks of all sources and sweeps them regularly.
        case reconcile
    }
}
