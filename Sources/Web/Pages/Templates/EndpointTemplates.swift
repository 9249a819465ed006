/// The firm's own webhooks, for its staff.
enum EndpointTemplates {
    static let list = #"""
        {{> head}}
        <div class="title"><h1>Webhooks</h1></div>
        <p class="next">Systems of the firm hear of changes as they happen: each gets signed messages at an address of its own.</p>
        {{#hasRows}}
        <ul class="matters endpoints">
        {{#rows}}
        <li class="matter">
        <div class="matter-head"><h2><a href="{{href}}">{{url}}</a></h2>{{#description}}<p class="minor">{{.}}</p>{{/description}}</div>
        <p class="matter-status"><span class="tag tag-{{status.kind}}">{{status.tag}}</span></p>
        <p class="minor">{{events}}</p>
        <p class="minor">Made {{#made}}<time datetime="{{machine}}">{{text}}</time>{{/made}}</p>
        </li>
        {{/rows}}
        </ul>
        {{#next}}<form class="more" method="get" action="/webhooks"><input type="hidden" name="after" value="{{.}}"><button type="submit">Show more</button></form>{{/next}}
        {{/hasRows}}
        {{^hasRows}}<div class="empty"><h2>No webhooks yet</h2><p>Make the first one below.</p></div>{{/hasRows}}
        <form class="card wish" method="post" action="/webhooks">
        <h2>A new webhook</h2>
        {{#problem}}<p class="refusal" role="alert">{{.}}</p>{{/problem}}
        <p><label for="url">Where messages go</label><input id="url" name="url" type="url" value="{{url}}" required maxlength="2048" placeholder="https://" autocomplete="off"></p>
        <p><label for="description">What it is for (optional)</label><input id="description" name="description" type="text" value="{{description}}" maxlength="200" autocomplete="off"></p>
        <fieldset><legend>Which events</legend>
        <label class="choice"><input type="checkbox" name="event" value="*"{{#isAll}} checked{{/isAll}}> All events, and any that are added later</label>
        <details{{^isAll}} open{{/isAll}}><summary>Only some</summary><p class="minor">Take the tick from “All” as well.</p><ul class="choices">
        {{#events}}<li><label class="choice"><input type="checkbox" name="event" value="{{name}}"{{#isChecked}} checked{{/isChecked}}> {{name}}</label></li>
        {{/events}}</ul></details>
        </fieldset>
        <p><button type="submit">Make it</button></p>
        </form>
        {{> foot}}
        """#

    static let page = #"""
        {{> head}}
        <p class="back"><a href="/webhooks">Webhooks</a></p>
        <div class="summary">
        <h1 class="address">{{url}}</h1>
        {{#description}}<p class="minor">{{.}}</p>{{/description}}
        <p class="lead"><span class="tag tag-{{status.kind}}">{{status.tag}}</span> {{status.sentence}}</p>
        {{#problem}}<p class="refusal" role="alert">{{.}}</p>{{/problem}}
        {{#secret}}<div class="card secret" role="status"><h2>The secret, shown this once</h2><p><code>{{.}}</code></p><p class="minor">Keep it where the receiving system keeps its passwords. Whoever has it can make messages that look like ours.</p></div>{{/secret}}
        <dl class="key">
        <div><dt>Events</dt><dd>{{events}}</dd></div>
        <div><dt>Told of</dt><dd>{{sent}}</dd></div>
        <div class="key-minor"><dt>Made</dt><dd>{{#made}}<time datetime="{{machine}}">{{text}}</time>{{/made}}</dd></div>
        {{#held}}<div><dt>Held</dt><dd>{{.}}</dd></div>{{/held}}
        </dl>
        <div class="deeds">
        {{#isOn}}
        <form method="post" action="{{path}}/test"><button type="submit">Send a test</button></form>
        <form method="post" action="{{path}}/disable"><button class="plain" type="submit">Switch off</button></form>
        {{/isOn}}
        {{^isOn}}
        {{#held}}<form method="post" action="{{path}}/enable"><input type="hidden" name="catch_up" value="yes"><button type="submit">Switch on and send {{.}}</button></form>{{/held}}
        <form method="post" action="{{path}}/enable"><button class="plain" type="submit">Switch on{{#held}}, leave them held{{/held}}</button></form>
        {{/isOn}}
        <form method="post" action="{{path}}/rotate"><button class="plain" type="submit">New secret</button></form>
        <details><summary>Delete</summary><form method="post" action="{{path}}/delete"><p class="minor">Nothing more is sent, and what is held is never sent.</p><button class="bad" type="submit">Delete it for good</button></form></details>
        </div>
        </div>
        <section class="card" aria-labelledby="log"><h2 id="log">What was sent</h2>
        {{#hasLines}}<ul class="documents log">
        {{#lines}}<li><a class="document" href="{{href}}">{{event}}</a> <span class="minor">{{#at}}<time datetime="{{machine}}">{{text}}</time>{{/at}}</span> <span class="outcome"><span class="tag tag-{{state.kind}}">{{state.tag}}</span> {{outcome}}</span></li>
        {{/lines}}</ul>
        {{#next}}<form class="more" method="get" action="{{path}}"><input type="hidden" name="after" value="{{.}}"><button class="plain" type="submit">Show older</button></form>{{/next}}{{/hasLines}}
        {{^hasLines}}<p class="minor">Nothing yet. Send a test to see whether it arrives.</p>{{/hasLines}}
        </section>
        {{> foot}}
        """#

    static let delivery = #"""
        {{> head}}
        <p class="back"><a href="{{back}}">The webhook</a></p>
        <div class="summary">
        <h1>{{event}}</h1>
        <p class="lead"><span class="tag tag-{{state.kind}}">{{state.tag}}</span> {{#at}}<time datetime="{{machine}}">{{text}}</time>{{/at}}</p>
        {{#messageID}}<p class="minor">Message <code>{{.}}</code></p>{{/messageID}}
        {{#isEnded}}<div class="deeds"><form method="post" action="{{path}}/resend"><button type="submit">Send it again</button></form></div>{{/isEnded}}
        </div>
        <div class="columns">
        <section class="card" aria-labelledby="tries"><h2 id="tries">Tries</h2>
        {{#hasTries}}<ol class="documents">
        {{#tries}}<li><span class="document">{{result}}</span> <span class="minor">{{#at}}<time datetime="{{machine}}">{{text}}</time>{{/at}}, after {{took}}</span>{{#answer}}<pre>{{.}}</pre>{{/answer}}</li>
        {{/tries}}</ol>{{/hasTries}}
        {{^hasTries}}<p class="minor">None yet.</p>{{/hasTries}}
        </section>
        <section class="card" aria-labelledby="body"><h2 id="body">The message</h2><pre>{{body}}</pre></section>
        </div>
        {{> foot}}
        """#
}
