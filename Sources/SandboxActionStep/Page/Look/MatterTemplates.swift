import SandboxKit

/// The markup of the pages on which a person plays the staff of the firm inside ActionStep.
extension PageTemplates {
    static let actionStep = [
        "live": live, "played": played, "hooks": hooks, "notices": notices, "activity": activity, "hook": hook,
        "front": front, "matter": matter,
    ]

    private static let front = #"""
        {{> head}}
        <h1>{{title}}</h1>
        <p class="lead">You play the firm’s staff. Whoever has registered a hook is told at once.</p>
        {{#hasDone}}<p class="done" role="status">{{done}}</p>{{/hasDone}}
        {{#hasRefusal}}<p class="failed" role="alert">{{refusal}}</p>{{/hasRefusal}}
        <div class="columns" data-live="{{#live}}{{source}}{{/live}}">
        <section class="card" aria-labelledby="matters">
        <h2 id="matters">Matters</h2>
        <form class="search" role="search" action="/" method="get">
        <div class="field grow"><label for="q">Find</label><input id="q" name="q" type="search" maxlength="200" value="{{query}}" placeholder="Name, reference, person or mail address"></div>
        <div class="field"><label for="kind">Kind</label><select id="kind" name="kind">{{#kinds}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{text}}</option>{{/kinds}}</select></div>
        <div class="field"><label for="state">State</label><select id="state" name="state">{{#states}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{text}}</option>{{/states}}</select></div>
        <button>Search</button>
        </form>
        {{#hasNone}}<p class="quiet">No matter matches. Try part of a name, a reference, a person or a mail address.</p>{{/hasNone}}
        <p class="quiet">{{range}}</p>
        <ul class="rows">
        {{#matters}}
        <li><a class="matter" href="{{href}}"><strong>{{name}}</strong><span class="quiet">{{detail}}</span></a>
        <span class="tag">{{step}}</span>{{#isClosed}}<span class="tag closed">closed</span>{{/isClosed}}</li>
        {{/matters}}
        </ul>
        <nav class="pages" aria-label="Pages">{{#hasEarlier}}<a class="button" href="{{earlier}}" rel="prev">← Earlier</a>{{/hasEarlier}}
        {{#hasLater}}<a class="button" href="{{later}}" rel="next">More →</a>{{/hasLater}}</nav>
        {{#opening}}{{> fold}}{{/opening}}
        </section>
        <div>
        <section class="card" id="play" aria-labelledby="play-title">
        <h2 id="play-title">Or let a busy day play by itself</h2>
        {{#live}}{{> played}}{{/live}}
        <form action="/play" method="post" class="paces">{{#paces}}<button name="pace" value="{{value}}" aria-pressed="{{isPressed}}">{{title}}<span>{{detail}}</span></button>{{/paces}}</form>
        <p class="fires">The firm’s staff move steps, write notes, tick items, complete tasks, open and close matters. A rush is a settlement day.</p>
        </section>
        {{#live}}{{> notices}}{{> hooks}}{{> activity}}{{/live}}
        </div>
        </div>
        {{> people}}
        {{> foot}}
        """#

    private static let matter = #"""
        {{> head}}
        <p><a href="/">← All matters</a></p>
        <h1>{{title}}</h1>
        <p class="lead">{{detail}} · now at <strong>{{step}}</strong> <span class="tag {{tone}}">{{status}}</span></p>
        {{#hasDone}}<p class="done" role="status">{{done}}</p>{{/hasDone}}
        {{#hasRefusal}}<p class="failed" role="alert">{{refusal}}</p>{{/hasRefusal}}
        <nav class="parts" aria-label="On this page"><ul>{{#left}}<li><a href="#{{id}}">{{title}}</a></li>{{/left}}{{#right}}<li><a href="#{{id}}">{{title}}</a></li>{{/right}}<li><a href="#notices">Notices</a></li></ul></nav>
        <div class="columns" data-live="{{#live}}{{source}}{{/live}}">
        <div>
        {{#left}}{{> card}}{{/left}}
        </div>
        <div>
        {{#live}}{{> notices}}{{/live}}
        {{#right}}{{> card}}{{/right}}
        {{#live}}{{> hooks}}{{/live}}
        </div>
        </div>
        {{> people}}
        {{> foot}}
        """#

}
