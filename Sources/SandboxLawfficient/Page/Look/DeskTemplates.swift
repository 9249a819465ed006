import SandboxKit

/// The markup of the pages on which a person plays the staff of the firm inside Lawfficient.
extension PageTemplates {
    static let lawfficient = ["lead-list": leadList, "leads": leads]

    private static let leadList = #"""
        {{<card-page}}{{$search}}{{#search}}{{> leads}}{{/search}}{{/search}}{{/card-page}}
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
}
