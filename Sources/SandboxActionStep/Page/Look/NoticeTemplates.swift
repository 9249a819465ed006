import SandboxKit

/// The markup of what keeps itself fresh: who listens, what was sent, what was written.
extension PageTemplates {
    static let live = #"""
        {{> played}}
        {{> notices}}
        {{> hooks}}
        {{> activity}}
        """#

    static let played = #"""
        <p id="played" data-fresh>{{played}}</p>
        """#

    static let notices = #"""
        <section class="card" id="notices" data-fresh aria-labelledby="notices-title">
        <h2 id="notices-title">Last notices sent</h2>
        {{#hasNoNotices}}<p class="quiet">None yet. Notices appear here once somebody has registered a hook and a matter changes.</p>{{/hasNoNotices}}
        <ul class="rows">
        {{#notices}}
        <li><div class="text"><strong>{{event}}</strong><span class="quiet">{{subject}} → {{target}}, {{at}}</span></div><span class="tag {{tone}}">{{state}}</span></li>
        {{/notices}}
        </ul>
        </section>
        """#

    static let hooks = #"""
        <section class="card" id="hooks" data-fresh aria-labelledby="hooks-title">
        <h2 id="hooks-title">Who listens</h2>
        {{#hasNoHooks}}<p class="quiet">Nobody has registered a hook yet.</p>{{/hasNoHooks}}
        {{#groups}}
        <details id="{{id}}" class="group"><summary><span class="text"><strong>{{target}}</strong><span class="quiet">{{summary}}</span></span> <span class="tag {{tone}}">{{state}}</span></summary>
        <ul class="rows">
        {{#hooks}}
        <li><div class="text"><a href="{{href}}">{{event}}</a><span class="quiet">{{triggered}}× · {{last}}</span>{{#isOff}}<span class="why">{{reason}}</span>{{/isOff}}</div><span class="tag {{tone}}">{{state}}</span></li>
        {{/hooks}}
        </ul>
        </details>
        {{/groups}}
        {{#hasMore}}<p class="quiet">{{more}}</p>{{/hasMore}}
        </section>
        """#

    static let activity = #"""
        <section class="card" id="activity" data-fresh aria-labelledby="activity-title">
        <h2 id="activity-title">Lately</h2>
        <ul class="rows">
        {{#activity}}
        <li><div class="text"><span class="clamp">{{text}}</span><span class="quiet">{{by}}, {{at}} · <a href="{{href}}">{{matter}}</a></span></div></li>
        {{/activity}}
        </ul>
        </section>
        """#

    static let hook = #"""
        {{> head}}
        <p><a href="/">← All matters</a></p>
        <h1>{{title}}</h1>
        {{#hook}}<p class="lead">Sent to {{target}} · triggered {{triggered}}× <span class="tag {{tone}}">{{state}}</span></p>
        {{#isOff}}<p class="failed">{{reason}}. A hook that is off stays off: the receiver makes it anew.</p>{{/isOff}}{{/hook}}
        <section class="card" aria-labelledby="attempts">
        <h2 id="attempts">Last attempts</h2>
        {{#hasNoAttempts}}<p class="quiet">It was never tried.</p>{{/hasNoAttempts}}
        <ul class="rows">
        {{#attempts}}
        <li><div class="text"><strong>{{event}}</strong><span class="quiet">{{subject}}, {{at}}, {{duration}}</span></div><span class="tag {{tone}}">{{result}}</span></li>
        {{/attempts}}
        </ul>
        </section>
        {{> foot}}
        """#
}
