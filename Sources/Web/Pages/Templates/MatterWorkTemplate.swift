enum MatterWorkTemplate {
    static let work = #"""
        <div data-live="related">
        {{#work.hasRelated}}
        <section class="card" aria-labelledby="related"><h2 id="related">Related matters</h2>
        <ul class="documents">{{#work.related}}<li><a href="{{path}}">{{name}}</a> {{#reference}}<span class="minor">Reference {{.}}</span>{{/reference}}</li>{{/work.related}}</ul></section>
        {{/work.hasRelated}}
        </div>
        <div data-live="work">
        {{#work.tasks}}<section class="card" aria-labelledby="tasks"><h2 id="tasks">Tasks</h2>{{> matter-work-lines}}</section>{{/work.tasks}}
        {{#work.time}}<section class="card" aria-labelledby="time"><h2 id="time">Time</h2>{{> matter-work-lines}}</section>{{/work.time}}
        {{#work.costs}}<section class="card" aria-labelledby="costs"><h2 id="costs">Disbursements</h2>{{> matter-work-lines}}</section>{{/work.costs}}
        </div>
        """#

    static let lines = #"""
        {{#isEmpty}}<p>None.</p>{{/isEmpty}}{{^isEmpty}}<ul class="documents">{{#lines}}<li><span class="document">{{title}}</span> <span class="minor">{{facts}}</span></li>{{/lines}}</ul>{{/isEmpty}}
        {{#total}}<p class="minor">Together {{.}}</p>{{/total}}
        """#
}
