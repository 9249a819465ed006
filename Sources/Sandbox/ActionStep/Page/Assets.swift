/// Style and script, served from routes of their own so that the page needs no inline code.
enum Assets {
    static let css = #"""
        :root { color-scheme: light dark; --ground: #f5f6f8; --card: #fff; --ink: #18202b; --quiet: #566072; --line: #d9dee6;
          --accent: #1d4fa8; --on-accent: #fff; --good: #14632f; --good-ground: #dff3e4; --bad: #98211b; --bad-ground: #fbe3e1;
          --wait: #6a4b00; --wait-ground: #fcefcb; }
        @media (prefers-color-scheme: dark) { :root { --ground: #12161c; --card: #1b212a; --ink: #e8ecf2; --quiet: #a4aebd;
          --line: #333c49; --accent: #8db6ff; --on-accent: #0c1a33; --good: #8fdca5; --good-ground: #173522; --bad: #ffb0aa;
          --bad-ground: #43191a; --wait: #f4d27c; --wait-ground: #3a2e10; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
        header { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; padding: .75rem 1rem;
          background: var(--card); border-bottom: 1px solid var(--line); }
        header p { margin: 0; color: var(--quiet); }
        .home { font-weight: 700; color: var(--ink); text-decoration: none; }
        main { max-width: 72rem; margin: 0 auto; padding: 1rem; }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0; overflow-wrap: anywhere; }
        h2 { font-size: 1.1rem; margin: 0 0 .75rem; }
        a { color: var(--accent); }
        .lead { margin: 0 0 1rem; }
        .quiet { color: var(--quiet); font-size: .9rem; overflow-wrap: anywhere; }
        .skip { position: absolute; left: -99rem; }
        .skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem; }
        .columns { display: grid; gap: 1rem; }
        .columns > * { min-width: 0; }
        @media (min-width: 56rem) { .columns { grid-template-columns: 3fr 2fr; align-items: start; } }
        .card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin-bottom: 1rem; }
        .rows { list-style: none; margin: 0; padding: 0; }
        .rows li { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; padding: .6rem 0;
          border-top: 1px solid var(--line); }
        .rows li:first-child { border-top: 0; padding-top: 0; }
        .matter, .text { flex: 1 1 14rem; min-width: 0; }
        .matter { color: var(--accent); text-decoration: none; }
        .matter:hover strong { text-decoration: underline; }
        .matter .quiet, .text .quiet { display: block; }
        .finished { text-decoration: line-through; }
        .tag { font-size: .85rem; padding: .1rem .5rem; border-radius: 1rem; border: 1px solid var(--line); white-space: nowrap; }
        .tag.good { color: var(--good); background: var(--good-ground); }
        .tag.bad { color: var(--bad); background: var(--bad-ground); }
        .tag.waiting { color: var(--wait); background: var(--wait-ground); }
        form { margin: 0 0 1rem; }
        .rows form, .card form:last-child { margin: 0; }
        label { display: block; font-weight: 600; margin-bottom: .25rem; }
        .tick { font-weight: 400; margin: 0; padding: .5rem 0; }
        .row { display: flex; gap: .5rem; }
        .between { justify-content: space-between; align-items: center; margin-top: .5rem; flex-wrap: wrap; }
        input:not([type=checkbox]), select, textarea { flex: 1; min-width: 0; width: 100%; font: inherit; color: inherit; background: var(--ground);
          border: 1px solid var(--quiet); border-radius: .35rem; padding: .5rem .6rem; }
        button { font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 0;
          border-radius: .35rem; padding: .5rem 1rem; min-height: 2.75rem; cursor: pointer; }
        button.small { font-weight: 400; color: var(--accent); background: none; border: 1px solid var(--accent); padding: .25rem .75rem; }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        .done { color: var(--good); background: var(--good-ground); border-radius: .35rem; padding: .5rem .75rem; }
        """#

    /// Keeps the list of notices fresh: as long as one of them is on its way, and when the visitor comes back.
    static let javascript = #"""
        const here = location.pathname + location.search.replace(/[?&]done=[^&]*/, "");
        const notices = (page) => page.querySelector('[aria-labelledby="hooks"]');
        async function refresh() {
          const answer = await fetch(here);
          const fresh = notices(new DOMParser().parseFromString(await answer.text(), "text/html"));
          if (fresh && notices(document)) notices(document).replaceWith(fresh);
        }
        async function follow(times) {
          for (let left = times; left > 0 && document.querySelector(".tag.waiting"); left -= 1) {
            await new Promise((done) => setTimeout(done, 500));
            await refresh();
          }
        }
        follow(40);
        document.addEventListener("visibilitychange", () => {
          if (document.visibilityState === "visible") refresh().then(() => follow(40));
        });
        """#
}
