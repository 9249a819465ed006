/// The markup of the pages on which a person plays the staff of the firm inside Lawfficient.
extension Templates {
    static let lawfficient = [
        "desk": desk, "desk-live": deskLive, "desk-notices": deskNotices, "leads": leads, "secret": secret,
    ]

    private static let desk = #"""
        {{> head}}
        {{#hasBack}}<p><a href="{{back}}">← {{backText}}</a></p>{{/hasBack}}
        <h1>{{title}}</h1>
        <p class="lead">{{detail}}</p>
        {{#hasDone}}<p class="done" role="status">{{done}}</p>{{/hasDone}}
        {{#hasRefusal}}<p class="failed" role="alert">{{refusal}}</p>{{/hasRefusal}}
        {{#secret}}{{> secret}}{{/secret}}
        <div class="columns" data-live="{{#live}}{{source}}{{/live}}">
        <div>
        {{#search}}{{> leads}}{{/search}}
        {{#left}}{{> card}}{{/left}}
        </div>
        <div>
        {{#right}}{{> card}}{{/right}}
        {{#live}}{{> desk-notices}}{{/live}}
        </div>
        </div>
        {{> foot}}
        """#

    private static let deskLive = #"""
        {{> desk-notices}}
        """#

    private static let deskNotices = #"""
        <section class="card" id="notices" data-fresh aria-labelledby="notices-title">
        <h2 id="notices-title">Last events sent</h2>
        {{#hasNoNotices}}<p class="quiet">{{hint}}</p>{{/hasNoNotices}}
        <ul class="rows">
        {{#notices}}
        <li><div class="text"><strong>{{event}}</strong><span class="quiet">{{subject}} → {{target}}, {{at}}</span></div><span class="tag {{tone}}">{{state}}</span></li>
        {{/notices}}
        </ul>
        </section>
        """#

    private static let leads = #"""
        <section class="card" aria-labelledby="leads">
        <h2 id="leads">Leads</h2>
        <form class="search" role="search" action="/lawfficient" method="get">
        <div class="field grow"><label for="q">Find</label><input id="q" name="q" type="search" maxlength="200" value="{{query}}" placeholder="Name, mail address or number"></div>
        <div class="field"><label for="stage">Stage</label><select id="stage" name="stage">{{#stages}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{text}}</option>{{/stages}}</select></div>
        <button>Search</button>
        </form>
        {{#hasNone}}<p class="quiet">No lead matches. Try part of a name, a mail address or a number.</p>{{/hasNone}}
        <p class="quiet">{{range}}</p>
        <ul class="rows">
        {{#leads}}
        <li><a class="matter" href="{{href}}"><strong>{{name}}</strong><span class="quiet">{{detail}}</span></a>
        <span class="tag">{{stage}}</span>{{#isArchived}}<span class="tag closed">archived</span>{{/isArchived}}</li>
        {{/leads}}
        </ul>
        <nav class="pages" aria-label="Pages">{{#hasEarlier}}<a class="button" href="{{earlier}}" rel="prev">← Newer</a>{{/hasEarlier}}
        {{#hasLater}}<a class="button" href="{{later}}" rel="next">Older →</a>{{/hasLater}}</nav>
        {{#making}}{{> fold}}{{/making}}
        </section>
        """#

    private static let secret = #"""
        <section class="card secret" aria-labelledby="secret-title">
        <h2 id="secret-title">{{title}}</h2>
        <p><code>{{text}}</code></p>
        <p class="quiet">{{hint}}</p>
        </section>
        """#
}
