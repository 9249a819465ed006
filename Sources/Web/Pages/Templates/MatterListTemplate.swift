enum MatterListTemplate {
    static let page = #"""
        {{> head}}
        <div class="title">
        <h1>Your matters</h1>
        <form class="search" method="get" action="/" role="search">
        <label for="q">Find by name or reference</label>
        <div class="search-row"><input id="q" name="q" type="search" value="{{search}}" maxlength="100" autocomplete="off"><button type="submit">Find</button></div>
        </form>
        </div>
        <div data-live="matters">
        {{#hasRows}}
        <p class="count">{{summary}}</p>
        <ul class="matters">
        {{#rows}}
        <li class="matter" data-matter="{{id}}" data-announce="{{announcement}}">
        <div class="matter-head">
        <h2><a href="{{href}}">{{name}}</a></h2>
        <p class="minor">{{#reference}}Reference {{.}}. {{/reference}}{{type}}.</p>
        </div>
        <p class="matter-status">{{> status}}{{#step}} <span class="step">{{step}}</span>{{/step}}</p>
        <p class="matter-settles">{{#settlement}}<span class="label">Settlement</span> <time datetime="{{machine}}">{{text}}</time> <span class="distance">({{distance}})</span>{{/settlement}}{{^settlement}}<span class="minor">No settlement date yet</span>{{/settlement}}</p>
        <p class="matter-updated minor">Updated {{#updated}}<time datetime="{{machine}}">{{text}}</time>{{/updated}}</p>
        </li>
        {{/rows}}
        </ul>
        {{#next}}<form class="more" method="get" action="/"><input type="hidden" name="q" value="{{search}}"><input type="hidden" name="show" value="{{.}}"><button type="submit">Show more matters</button></form>{{/next}}
        {{/hasRows}}
        {{#nothing}}
        <div class="empty"><h2>{{heading}}</h2><p>{{text}}</p>{{#isSearch}}<p><a href="/">Show all your matters</a></p>{{/isSearch}}</div>
        {{/nothing}}
        </div>
        {{> foot}}
        """#
}
