/// One stylesheet for all pages: phone first, both themes from the reader's own setting, one accent colour.
enum Stylesheet {
    /// Colours hold 4.5:1 for text in both themes.
    static let tokens = #"""
        :root {
          color-scheme: light dark;
          --paper: #f6f4ef; --card: #fffefb; --ink: #1c2321; --minor: #55605c; --line: #dcd8cd;
          --accent: #17624f; --accent-ink: #ffffff; --accent-soft: #e3efe9; --accent-line: #b9d5ca;
          --you: #7a4300; --you-soft: #fdf0d9; --you-line: #e5c48c;
          --bad: #9b1c1c; --bad-soft: #fbe6e3; --plain-soft: #ebe8e0;
          --bar: #12352c; --bar-ink: #f4f7f5; --bar-minor: #bcd0c8;
          --shadow: 0 1px 2px rgb(28 35 33 / 6%), 0 6px 24px rgb(28 35 33 / 5%);
          --serif: ui-serif, "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif;
          --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #121715; --card: #1b2220; --ink: #e8ece9; --minor: #a3afaa; --line: #323c38;
            --accent: #7fd0b4; --accent-ink: #0d211b; --accent-soft: #1d352d; --accent-line: #35584c;
            --you: #f3c77d; --you-soft: #38290f; --you-line: #6b4f1f;
            --bad: #ffb3aa; --bad-soft: #431d19; --plain-soft: #28312e;
            --bar: #0d1a16; --bar-ink: #eef3f0; --bar-minor: #a9beb6;
            --shadow: 0 0 0 1px rgb(255 255 255 / 3%);
          }
        }
        """#

    static let layout = #"""

        *, *::before, *::after { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--paper); color: var(--ink);
          font: 1.0625rem/1.55 var(--sans); overflow-wrap: break-word; }
        h1, h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0; }
        ul, ol { list-style: none; }
        h1, .firm { font-family: var(--serif); }
        h1 { font-size: 1.75rem; line-height: 1.2; font-weight: 600; letter-spacing: -.01em; text-wrap: balance; }
        h2 { font-size: 1.0625rem; line-height: 1.35; font-weight: 650; }
        h3 { font-size: .9375rem; font-weight: 600; color: var(--minor); margin-top: 1rem; }
        a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: 1px; }
        a:hover { text-decoration-thickness: 2px; }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
        main:focus { outline: none; }
        [hidden] { display: none !important; }
        .wide { width: 100%; max-width: 66rem; margin: 0 auto; padding: 0 1.125rem; }
        .narrow { max-width: 34rem; margin: 1.5rem auto 0; }
        .narrow > * + * { margin-top: 1rem; }
        main { flex: 1; padding-bottom: 3rem !important; }
        .skip { position: absolute; left: 1rem; top: -5rem; z-index: 2; background: var(--card); padding: .625rem 1rem; border-radius: 0 0 8px 8px; }
        .skip:focus { top: 0; }
        .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        .minor { color: var(--minor); font-size: .9375rem; }

        .bar { background: var(--bar); color: var(--bar-ink); }
        .bar .wide { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1rem; padding-top: .75rem; padding-bottom: .75rem; }
        .firm { flex: 1 1 auto; font-size: 1.25rem; font-weight: 600; color: inherit; text-decoration: none; padding: .25rem 0; }
        .person { order: 1; width: 100%; font-size: .9375rem; line-height: 1.3; }
        .person-role { color: var(--bar-minor); }
        .person-role::before { content: " · "; }
        .bar :focus-visible { outline-color: var(--bar-ink); }
        .quiet { background: none; border: 1px solid var(--bar-minor); color: inherit; }
        .freshness { border-bottom: 1px solid var(--line); font-size: .875rem; color: var(--minor); }
        .freshness .wide { padding-top: .5rem; padding-bottom: .5rem; }
        .freshness:not(:has(time)):not(:has(.connection:not([hidden]))) { display: none; }
        .connection { color: var(--you); font-weight: 600; }
        .foot { border-top: 1px solid var(--line); color: var(--minor); font-size: .9375rem; padding: 1.25rem 0 1.75rem; }
        .foot p { max-width: 44rem; }
        .foot strong { color: var(--ink); }

        button, input { font: inherit; }
        button { min-height: 2.75rem; padding: .5rem 1.125rem; border: 1px solid transparent; border-radius: 8px; cursor: pointer;
          background: var(--accent); color: var(--accent-ink); font-weight: 600; }
        .bar button { min-height: 2.25rem; padding: .25rem .75rem; background: none; border-color: var(--bar-minor); color: inherit; font-weight: 500; font-size: .9375rem; }
        input[type=search] { width: 100%; min-width: 0; min-height: 2.75rem; padding: .5rem .75rem; border: 1px solid var(--minor); border-radius: 8px;
          background: var(--card); color: inherit; }
        """#

    static let parts = #"""

        .title { margin: 1.75rem 0 1.25rem; display: grid; gap: 1.125rem; }
        .search label { display: block; font-size: .9375rem; color: var(--minor); margin-bottom: .25rem; }
        .search-row { display: flex; gap: .5rem; }
        .count { color: var(--minor); font-size: .9375rem; margin-bottom: .625rem; }

        .matters { background: var(--card); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow); overflow: hidden; }
        .matter { position: relative; padding: 1rem 1.125rem; display: grid; gap: .375rem; }
        .matter + .matter { border-top: 1px solid var(--line); }
        .matter:hover { background: var(--accent-soft); }
        .matter h2 { font-size: 1.125rem; }
        .matter h2 a { color: var(--ink); text-decoration-color: var(--accent-line); }
        .matter h2 a::after { content: ""; position: absolute; inset: 0; }
        .matter .label { color: var(--minor); }
        .distance { color: var(--minor); white-space: nowrap; }
        .step { font-weight: 500; }
        .matter-status { display: flex; flex-wrap: wrap; gap: .25rem .625rem; align-items: center; }

        .tag { display: inline-block; padding: .125rem .625rem; border-radius: 99px; font-size: .9375rem; line-height: 1.5; font-weight: 600;
          background: var(--plain-soft); color: var(--ink); border: 1px solid transparent; }
        .tag-in-progress { background: var(--accent-soft); color: var(--accent); }
        .tag-waiting-on-you { background: var(--you-soft); color: var(--you); border-color: var(--you-line); }
        .tag-problem { background: var(--bad-soft); color: var(--bad); border-color: currentColor; }
        .tag-done { background: none; padding-left: 0; }
        .tag-not-started, .tag-not-needed { color: var(--minor); }

        .back { margin: 1rem 0 0; font-size: .9375rem; }
        .back a { display: inline-block; padding: .25rem 0; }
        .back a::before { content: "‹ "; }
        .summary { margin: .75rem 0 1.5rem; display: grid; gap: .625rem; }
        .lead { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; font-size: 1.125rem; }
        .next { max-width: 44rem; }
        .key { display: grid; grid-template-columns: 1fr; margin-top: .5rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px;
          box-shadow: var(--shadow); overflow: hidden; }
        .key > div { padding: .75rem 1.125rem; border-top: 1px solid var(--line); margin-top: -1px; }
        .key dt, .fields dt { font-size: .875rem; color: var(--minor); }
        .key dd { font-weight: 600; }
        .key .key-minor dd { font-weight: 400; }
        .key-main dd { font-size: 1.25rem; line-height: 1.35; }
        .key-main .distance { font-weight: 500; }
        .zone { display: block; font-size: .875rem; font-weight: 400; color: var(--minor); }

        .columns { display: grid; gap: 1.125rem; }
        .column, .column > div { display: grid; gap: 1.125rem; align-content: start; min-width: 0; }
        .column > div:not(:has(> *)) { display: none; }
        .card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow); padding: 1.125rem; min-width: 0; }
        .card > h2 + * { margin-top: .625rem; }
        .yours-open { background: var(--you-soft); border-color: var(--you-line); }
        .yours-open .due { color: var(--you); }
        .items li + li, .notes li + li, .documents li + li, .people li + li { border-top: 1px solid var(--line); }
        .yours-open .items li + li { border-color: var(--you-line); }
        .items li, .documents li, .people li { padding: .5rem 0; }
        .items li:last-child, .notes li:last-child, .documents li:last-child, .people li:last-child { padding-bottom: 0; }
        .items span { display: block; }
        .due { color: var(--minor); font-size: .9375rem; }
        .late { color: var(--bad) !important; font-weight: 600; }
        .items-done { color: var(--minor); margin-top: .375rem; }
        summary { cursor: pointer; font-weight: 650; padding: .125rem 0; }

        .steps li { position: relative; padding: 0 0 1rem 2rem; }
        .steps li:last-child { padding-bottom: 0; }
        .steps li::before { content: ""; position: absolute; left: .1875rem; top: .3125rem; width: .9375rem; height: .9375rem; border-radius: 50%;
          border: 2px solid var(--minor); background: var(--card); z-index: 1; }
        .steps li::after { content: ""; position: absolute; left: .625rem; top: .625rem; bottom: -.5rem; width: 2px; background: var(--line); }
        .steps li:last-child::after { display: none; }
        .steps .step-done::before { background: var(--accent); border-color: var(--accent); }
        .steps .step-done::after { background: var(--accent-line); }
        .steps .step-current::before { border-color: var(--accent); box-shadow: 0 0 0 4px var(--accent-soft), inset 0 0 0 3px var(--card); background: var(--accent); }
        .step-current .step-label { font-weight: 700; }
        .step-upcoming .step-label { color: var(--minor); }
        .step-state { display: block; font-size: .875rem; color: var(--minor); }
        .step-current .step-state { color: var(--accent); font-weight: 600; }

        .fields > div { display: grid; gap: 0 1rem; padding: .4375rem 0; border-top: 1px solid var(--line); }
        .card > h3 + .fields { margin-top: .25rem; }
        .notes li { padding: .625rem 0; }
        .note { white-space: pre-line; }
        .documents span, .people span { display: block; }
        .people .name, .document { font-weight: 600; }
        .people .role { font-size: .9375rem; }
        .empty { background: var(--card); border: 1px dashed var(--line); border-radius: 12px; padding: 2.5rem 1.25rem; display: grid; gap: .5rem; text-align: center; }

        .personas { display: grid; gap: .75rem; }
        .more { margin: 1.25rem 0; text-align: center; }
        .personas button { width: 100%; display: grid; text-align: left; padding: .875rem 1.125rem; background: var(--card); color: var(--ink); border-color: var(--line);
          border-radius: 12px; box-shadow: var(--shadow); font-weight: 400; }
        .personas button:hover { border-color: var(--accent); background: var(--accent-soft); }
        .persona-role { font-weight: 650; color: var(--accent); }
        .persona-mail { color: var(--minor); font-size: .9375rem; overflow-wrap: anywhere; }

        .fresh-mark { display: inline-block; font-size: .875rem; font-weight: 600; color: var(--accent); background: var(--accent-soft);
          border-radius: 99px; padding: .125rem .625rem; justify-self: start; }
        .just-updated { animation: settle 2.5s ease-out; }
        @keyframes settle { from { background-color: var(--accent-soft); } }
        """#

    static let variants = #"""

        @media (min-width: 46rem) {
          h1 { font-size: 2.25rem; }
          .title { grid-template-columns: 1fr minmax(18rem, 24rem); align-items: end; margin-top: 2.25rem; }
          .person { order: 0; width: auto; }
          .matter { grid-template-columns: minmax(0, 1fr) minmax(0, 12rem) minmax(0, 18rem); gap: .125rem 1.5rem; padding: 1.125rem 1.375rem; }
          .matter-head, .matter-status { grid-row: span 2; }
          .matter-status { flex-direction: column; align-items: start; }
          .matter-settles, .matter-updated { grid-column: 3; }
          .key { grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); }
          .key > div { border-left: 1px solid var(--line); margin-left: -1px; }
          .fields > div { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); align-items: baseline; }
        }
        @media (min-width: 60rem) {
          .columns { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1.5rem; }
        }
        @media (prefers-reduced-motion: reduce) { .just-updated { animation: none; } }
        @media (forced-colors: active) { .tag, .card, .matters { border: 1px solid; } .steps .step-done::before { background: CanvasText; } }
        @media print {
          :root { --paper: #fff; --card: #fff; --ink: #000; --minor: #333; --line: #999; --shadow: none; }
          .bar { background: none; color: #000; border-bottom: 2px solid #000; }
          .person-role { color: #333; }
          form, .skip, .back, .connection { display: none; }
          .card, .matter, .key > div { break-inside: avoid; }
          body { font-size: 11pt; }
        }
        """#
}
