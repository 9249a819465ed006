enum MatterTemplate {
    static let page = #"""
        {{> head}}
        <p class="back"><a href="/">All your matters</a></p>
        <div class="page" data-matter="{{id}}" data-announce="{{announcement}}">
        {{> matter-summary}}
        <div class="columns">
        <div class="column">
        {{> matter-todo}}
        {{> matter-timeline}}
        {{> matter-work}}
        </div>
        <div class="column">
        {{> matter-facts}}
        </div>
        </div>
        </div>
        {{> foot}}
        """#

    static let summary = #"""
        <section class="summary" data-live="summary" aria-labelledby="name">
        <p class="minor">{{type}}.{{#reference}} Reference {{.}}.{{/reference}}</p>
        <h1 id="name">{{name}}</h1>
        <p class="lead">{{> status}} <span>{{status.sentence}}</span></p>
        <p class="next"><strong>What happens next:</strong> {{next}}</p>
        <dl class="key">
        <div class="key-main"><dt>Settlement</dt><dd>{{#settlement}}<time datetime="{{day.machine}}">{{day.text}}</time>{{#time}}, {{.}}{{/time}} <span class="distance">({{distance}})</span><span class="zone">{{zone}}</span>{{/settlement}}{{^settlement}}Not set yet{{/settlement}}</dd></div>
        {{#step}}<div><dt>Step</dt><dd>{{step}}</dd></div>{{/step}}
        {{#contact}}<div><dt>Your contact</dt><dd>{{contact}}<span class="zone">{{frame.firm}}</span></dd></div>{{/contact}}
        <div class="key-minor"><dt>Updated</dt><dd><time datetime="{{updated.machine}}">{{updated.text}}</time></dd></div>
        </dl>
        </section>
        """#

    static let todo = #"""
        <section class="card yours{{#todo.hasYours}} yours-open{{/todo.hasYours}}" data-live="yours" aria-labelledby="yours">
        <h2 id="yours">What you need to do</h2>
        {{#todo.hasYours}}<ul class="items">{{#todo.yours}}{{> matter-item}}{{/todo.yours}}</ul>{{/todo.hasYours}}
        {{#todo.nothingForYou}}<p>{{.}}</p>{{/todo.nothingForYou}}
        </section>
        <div data-live="others">
        {{#todo.hasGroups}}
        <section class="card" aria-labelledby="others">
        <h2 id="others">Waiting on</h2>
        {{#todo.groups}}<h3>{{heading}}</h3><ul class="items">{{#items}}{{> matter-item}}{{/items}}</ul>{{/todo.groups}}
        </section>
        {{/todo.hasGroups}}
        {{#todo.done}}<details class="card"><summary>{{heading}}</summary><ul class="items items-done">{{#items}}<li><span>{{title}}</span></li>{{/items}}</ul></details>{{/todo.done}}
        </div>
        """#

    static let item = #"""
        <li><span>{{title}}</span>{{#due}} <span class="due{{#isLate}} late{{/isLate}}">{{#isLate}}Overdue: {{/isLate}}{{^isLate}}Due {{/isLate}}<time datetime="{{machine}}">{{text}}</time> ({{distance}})</span>{{/due}}</li>
        """#

    static let timeline = #"""
        <div data-live="timeline">
        {{#hasTimeline}}
        <section class="card" aria-labelledby="steps">
        <h2 id="steps">Steps</h2>
        <ol class="steps">
        {{#timeline}}<li class="step-{{kind}}"{{#isCurrent}} aria-current="step"{{/isCurrent}}><span class="step-label">{{label}}</span> <span class="step-state">{{stateText}}{{#entered}} <time datetime="{{machine}}">{{text}}</time>{{/entered}}</span></li>
        {{/timeline}}
        </ol>
        </section>
        {{/hasTimeline}}
        </div>
        """#

    static let facts = #"""
        <div data-live="notes">
        {{#hasNotes}}
        <section class="card" aria-labelledby="notes"><h2 id="notes">Notes</h2>
        <ul class="notes">{{#notes}}<li><p class="note">{{text}}</p><p class="minor">{{#author}}{{author}}, {{/author}}{{#at}}<time datetime="{{machine}}">{{text}}</time>{{/at}}{{#isShared}}. The parties read this too{{/isShared}}</p></li>{{/notes}}</ul></section>
        {{/hasNotes}}
        </div>
        <div data-live="documents">
        <section class="card" aria-labelledby="documents"><h2 id="documents">Documents</h2>
        {{#hasDocuments}}<ul class="documents">{{#documents}}<li>{{#href}}<a class="document" href="{{href}}">{{name}}</a>{{/href}}{{^href}}<span class="document">{{name}}</span>{{/href}} <span class="minor">{{facts}}</span>{{#filing}} <span class="minor">{{.}}</span>{{/filing}}</li>{{/documents}}</ul>{{/hasDocuments}}
        {{^hasDocuments}}<p>None shared with you yet.</p>{{/hasDocuments}}</section>
        </div>
        <div data-live="fields">
        {{#hasFields}}
        <section class="card" aria-labelledby="details"><h2 id="details">Dates and details</h2>
        {{#groups}}<h3>{{name}}</h3><dl class="fields">{{#fields}}<div><dt>{{label}}</dt><dd>{{value}}</dd></div>{{/fields}}</dl>{{/groups}}</section>
        {{/hasFields}}
        </div>
        <div data-live="parties">
        {{#hasParties}}
        <section class="card" aria-labelledby="people"><h2 id="people">People on this matter</h2>
        {{#roles}}<p>You see this matter as: {{roles}}.</p>{{/roles}}
        <ul class="people">{{#parties}}<li><span class="name">{{name}}</span>{{#company}} <span class="minor">{{company}}</span>{{/company}} <span class="role">{{role}}</span>{{#email}} <span class="minor">{{email}}</span>{{/email}}{{#phone}} <span class="minor">{{phone}}</span>{{/phone}}</li>{{/parties}}</ul></section>
        {{/hasParties}}
        </div>
        """#
}
