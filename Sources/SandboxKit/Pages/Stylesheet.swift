/// The style of all pages, served from a route of its own so that the pages need no inline code.
package enum Stylesheet {
    package static let css = tones + layout + forms

    /// Colours hold 4.5:1 for text in both themes.
    private static let tones = #"""
        :root { color-scheme: light dark; --ground: #f5f6f8; --card: #fff; --ink: #18202b; --quiet: #566072; --line: #d9dee6;
          --accent: #1d4fa8; --on-accent: #fff; --good: #14632f; --good-ground: #dff3e4; --bad: #98211b; --bad-ground: #fbe3e1;
          --wait: #6a4b00; --wait-ground: #fcefcb; }
        @media (prefers-color-scheme: dark) { :root { --ground: #12161c; --card: #1b212a; --ink: #e8ecf2; --quiet: #a4aebd;
          --line: #333c49; --accent: #8db6ff; --on-accent: #0c1a33; --good: #8fdca5; --good-ground: #173522; --bad: #ffb0aa;
          --bad-ground: #43191a; --wait: #f4d27c; --wait-ground: #3a2e10; } }

        """#

    private static let layout = #"""
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 5rem; }
        body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
        header { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: center; padding: .25rem 1rem;
          background: var(--card); border-bottom: 1px solid var(--line); }
        header p { margin: 0; color: var(--quiet); }
        .home { font-weight: 700; color: var(--ink); text-decoration: none; padding: .6rem 0; }
        .systems { display: flex; flex-wrap: wrap; gap: 0 1rem; flex: 1 1 auto; }
        .systems a { display: inline-flex; align-items: center; min-height: 2.75rem; }
        main { max-width: 76rem; margin: 0 auto; padding: 1rem; }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0; }
        h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
        a { color: var(--accent); }
        .lead { margin: 0 0 1rem; }
        .quiet { color: var(--quiet); font-size: .9rem; }
        p.quiet { margin: 0 0 .75rem; }
        .skip { position: absolute; left: -99rem; }
        .skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem; z-index: 2; }
        .columns { display: grid; gap: 0 1rem; }
        .columns > * { min-width: 0; }
        @media (min-width: 60rem) { .columns { grid-template-columns: 3fr 2fr; align-items: start; } }
        .card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; margin-bottom: 1rem; }
        .secret { border: 2px solid var(--good); }
        .secret code { font-size: 1rem; }
        dl { margin: 0; }
        dl div { display: flex; flex-wrap: wrap; gap: 0 .75rem; padding: .35rem 0; border-top: 1px solid var(--line); }
        dl div:first-child { border-top: 0; }
        dt { flex: 0 0 9rem; color: var(--quiet); }
        dd { flex: 1 1 9rem; margin: 0; }
        .rows { list-style: none; margin: 0; padding: 0; }
        .rows > li { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; padding: .5rem 0;
          border-top: 1px solid var(--line); }
        .rows > li:first-child { border-top: 0; }
        .matter, .text { flex: 1 1 11rem; min-width: 0; }
        .matter { color: var(--accent); text-decoration: none; padding: .25rem 0; }
        @media (max-width: 30rem) { .matter { flex-basis: 100%; } }
        .matter:hover strong { text-decoration: underline; }
        .matter .quiet, .text .quiet, .why { display: block; }
        .why { color: var(--bad); font-size: .9rem; }
        .finished { text-decoration: line-through; color: var(--quiet); }
        .clamp { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
        .tag { font-size: .85rem; padding: .1rem .6rem; border-radius: 1rem; border: 1px solid var(--line); }
        .tag.good { color: var(--good); background: var(--good-ground); }
        .tag.bad { color: var(--bad); background: var(--bad-ground); }
        .tag.waiting { color: var(--wait); background: var(--wait-ground); }
        .parts ul { display: flex; overflow-x: auto; gap: .5rem; list-style: none; margin: 0 0 1rem; padding: 0; }
        .parts li { flex: none; padding: .25rem 0; }
        @media (min-width: 60rem) { .parts ul { flex-wrap: wrap; overflow: visible; } }
        .parts a, .button { display: inline-flex; align-items: center; min-height: 2.75rem; padding: 0 .9rem; border: 1px solid var(--line);
          border-radius: 1.4rem; background: var(--card); text-decoration: none; }
        .parts [aria-current=page] { font-weight: 700; border-color: var(--accent); }
        .pages { display: flex; justify-content: space-between; gap: .5rem; margin: .5rem 0; }
        .done, .failed { border-radius: .4rem; padding: .6rem .8rem; margin: 0 0 1rem; position: sticky; top: .5rem; z-index: 1; }
        .done { color: var(--good); background: var(--good-ground); border: 1px solid var(--good); }
        .failed { color: var(--bad); background: var(--bad-ground); border: 1px solid var(--bad); }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .2rem; }

        """#

    private static let forms = #"""
        form { margin: 0 0 1rem; }
        details form + form { margin-top: .75rem; }
        .rows > li > form .fires { display: none; }
        .rows form, form:last-child { margin-bottom: 0; }
        .fields, .search { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr)); gap: .5rem .75rem; align-items: end; }
        .fields:has(textarea) { grid-template-columns: 1fr; }
        .search { grid-template-columns: 1fr 1fr; }
        .search button { grid-column: 1 / -1; }
        @media (min-width: 40rem) { .search { grid-template-columns: 1fr 1fr 8rem; } .search button { grid-column: auto; } }
        .search .grow { grid-column: 1 / -1; }
        label { display: block; font-weight: 600; margin-bottom: .15rem; }
        .tick { display: flex; align-items: center; gap: .5rem; font-weight: 400; margin: 0; min-height: 2.75rem; }
        .tick input { flex: none; width: 1.25rem; height: 1.25rem; margin: 0; }
        input:not([type=checkbox], [type=radio]), select, textarea { width: 100%; font: inherit; color: inherit; background: var(--ground);
          border: 1px solid var(--quiet); border-radius: .4rem; padding: .5rem .6rem; min-height: 2.75rem; }
        [aria-invalid=true] { border: 2px solid var(--bad) !important; }
        .users { border: 1px solid var(--line); border-radius: .4rem; margin: 0 0 1rem; }
        .send { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; }
        .fields:not(:empty) + .send { margin-top: .5rem; }
        .fires { color: var(--quiet); font-size: .8rem; }
        button { font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent);
          border-radius: .4rem; padding: .4rem 1rem; min-height: 2.75rem; cursor: pointer; }
        .row { display: flex; flex-wrap: wrap; gap: .5rem; }
        .plain button, button.small { color: var(--accent); background: none; }
        .wrong { margin: 0 0 .5rem; color: var(--bad); font-weight: 600; }
        .wrong::before { content: "⚠ "; }
        summary { display: list-item; cursor: pointer; color: var(--accent); padding: .6rem .25rem; min-height: 2.75rem; }
        .rows > li > details[open], .rows > li > details { flex: 0 0 auto; }
        .rows > li > details[open] { flex: 1 0 100%; padding: .25rem .75rem .75rem; border-left: 3px solid var(--line); }
        .paces { display: grid; grid-template-columns: repeat(auto-fit, minmax(5.5rem, 1fr)); gap: .5rem; margin: .5rem 0; }
        .paces button { color: var(--accent); background: none; padding: .4rem .6rem; }
        .paces button span { display: none; font-weight: 400; font-size: .85rem; }
        @media (min-width: 40rem) { .paces button span { display: block; } }
        .paces [aria-pressed=true] { color: var(--on-accent); background: var(--accent); }
        .paces [aria-pressed=true]::before { content: "● "; }
        #played { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
        .group { border-top: 1px solid var(--line); }
        .group > summary { color: inherit; }
        .group > summary .text .quiet { display: inline; margin-left: .5rem; }
        .group .rows { padding-left: 1rem; }

        """#
}
