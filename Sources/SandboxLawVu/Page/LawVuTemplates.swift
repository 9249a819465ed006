import SandboxKit

/// The markup of the first page on which a person plays the legal team; one matter or contract is shown on a `desk`.
extension PageTemplates {
    static let lawVu = ["lawvu": lawVuFront]

    private static let lawVuFront = #"""
        {{> head}}
        <h1>{{title}}</h1>
        <p class="lead">You play the administrator of a legal team. Whoever has subscribed is told of what it may see.</p>
        {{#hasRefusal}}<p class="failed" role="alert">{{refusal}}</p>{{/hasRefusal}}
        <nav class="parts" aria-label="Kinds"><ul>{{#tabs}}<li><a href="{{href}}" aria-current="{{current}}">{{title}}</a></li>{{/tabs}}</ul></nav>
        <div class="columns" data-live="{{#live}}{{source}}{{/live}}">
        <section class="card" aria-labelledby="dossiers">
        <h2 id="dossiers">Find one</h2>
        <form class="search" role="search" action="/lawvu" method="get">
        <input type="hidden" name="kind" value="{{kind}}">
        <div class="field grow"><label for="q">Find</label><input id="q" name="q" type="search" maxlength="200" value="{{query}}" placeholder="Name, number or external id"></div>
        <button>Search</button>
        </form>
        {{#hasNone}}<p class="quiet">Nothing matches. Try part of a name.</p>{{/hasNone}}
        <p class="quiet">{{range}}</p>
        <ul class="rows">
        {{#rows}}
        <li><a class="matter" href="{{href}}"><strong>{{name}}</strong><span class="quiet">{{detail}}</span></a>
        <span class="tag">{{status}}</span>{{#isRestricted}}<span class="tag waiting">restricted</span>{{/isRestricted}}</li>
        {{/rows}}
        </ul>
        <nav class="pages" aria-label="Pages">{{#hasEarlier}}<a class="button" href="{{earlier}}" rel="prev">← Earlier</a>{{/hasEarlier}}
        {{#hasLater}}<a class="button" href="{{later}}" rel="next">More →</a>{{/hasLater}}</nav>
        {{#opening}}{{> fold}}{{/opening}}
        </section>
        <div>
        {{#right}}{{> card}}{{/right}}
        {{#live}}{{> notice-list}}{{/live}}
        </div>
        </div>
        {{> foot}}
        """#
}
