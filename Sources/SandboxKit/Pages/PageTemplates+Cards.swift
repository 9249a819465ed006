/// Pages of cards, on which LawVu and Lawfficient are built.
extension PageTemplates {
    package static let cardPage = #"""
        {{> head}}
        {{#hasBack}}<p><a href="{{back}}">← {{backText}}</a></p>{{/hasBack}}
        <h1>{{title}}</h1>
        <p class="lead">{{detail}}</p>
        {{#hasDone}}<p class="done" role="status">{{done}}</p>{{/hasDone}}
        {{#hasRefusal}}<p class="failed" role="alert">{{refusal}}</p>{{/hasRefusal}}
        {{#secret}}{{> secret}}{{/secret}}
        <div class="columns" data-live="{{#live}}{{source}}{{/live}}">
        <div>
        {{$search}}{{/search}}
        {{#left}}{{> card}}{{/left}}
        </div>
        <div>
        {{#right}}{{> card}}{{/right}}
        {{#live}}{{> notice-list}}{{/live}}
        </div>
        </div>
        {{> foot}}
        """#

    /// The rows of a searched list and its paging, below the search form of the system.
    package static let list = #"""
        {{#hasNone}}<p class="quiet">{{emptyHint}}</p>{{/hasNone}}
        <p class="quiet">{{range}}</p>
        <ul class="rows">
        {{#rows}}
        <li><a class="matter" href="{{href}}"><strong>{{name}}</strong><span class="quiet">{{detail}}</span></a>
        <span class="tag">{{state}}</span>{{#hasMark}}<span class="tag {{markTone}}">{{mark}}</span>{{/hasMark}}</li>
        {{/rows}}
        </ul>
        <nav class="pages" aria-label="Pages">{{#hasPrevious}}<a class="button" href="{{previous}}" rel="prev">← Previous</a>{{/hasPrevious}}
        {{#hasNext}}<a class="button" href="{{next}}" rel="next">Next →</a>{{/hasNext}}</nav>
        {{#creation}}{{> fold}}{{/creation}}
        """#

    package static let noticeList = #"""
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

    package static let secret = #"""
        <section class="card secret" aria-labelledby="secret-title">
        <h2 id="secret-title">{{title}}</h2>
        <p><code>{{text}}</code></p>
        <p class="quiet">{{hint}}</p>
        </section>
        """#
}
