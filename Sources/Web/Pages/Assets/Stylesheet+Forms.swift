/// What staff type into and press.
extension Stylesheet {
    static let forms = #"""

        .bar nav { order: 2; }
        @media (min-width: 46rem) { .bar nav { order: 0; } }
        .quiet-link { color: inherit; font-size: .9375rem; padding: .375rem 0; }
        .endpoints { margin: 1.25rem 0; }
        .endpoints h2, .address { overflow-wrap: anywhere; }
        .address { font-size: 1.375rem; }
        .wish { margin-top: 1.25rem; display: grid; gap: .875rem; max-width: 44rem; }
        .wish label, .wish legend { font-size: .9375rem; color: var(--minor); }
        .wish fieldset { border: 1px solid var(--line); border-radius: 8px; padding: .5rem 1rem .75rem; margin: 0; min-width: 0; }
        .wish .choice { display: flex; gap: .625rem; align-items: center; min-height: 2.25rem; color: var(--ink); }
        .choice input { width: 1.125rem; height: 1.125rem; accent-color: var(--accent); flex: none; }
        .choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); }
        input[type=url], input[type=text] { display: block; width: 100%; min-width: 0; min-height: 2.75rem; padding: .5rem .75rem; border: 1px solid var(--minor);
          border-radius: 8px; background: var(--card); color: inherit; margin-top: .25rem; }
        .empty + .wish { margin-top: 1.25rem; }
        .title + .next { margin-bottom: 1.25rem; }
        .refusal { background: var(--bad-soft); color: var(--bad); border-radius: 8px; padding: .625rem .875rem; font-weight: 600; }
        .secret { background: var(--you-soft); border-color: var(--you-line); }
        .secret .minor { color: var(--ink); margin-top: .375rem; }
        code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: .9375rem; overflow-wrap: anywhere; }
        pre { margin: .375rem 0 0; white-space: pre-wrap; }
        .deeds { display: flex; flex-wrap: wrap; gap: .625rem; align-items: start; margin-top: .5rem; }
        .deeds summary { padding: .5rem .25rem; }
        .deeds details p { margin-bottom: .5rem; }
        button.plain { background: none; color: var(--accent); border-color: var(--accent-line); }
        button.bad { background: none; color: var(--bad); border-color: currentColor; }
        .outcome { display: flex !important; flex-wrap: wrap; gap: .25rem .625rem; align-items: center; font-size: .9375rem; }
        """#
}
