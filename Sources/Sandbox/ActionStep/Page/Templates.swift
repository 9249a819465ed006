/// The pages' markup; it travels inside the binary.
enum Templates {
    static let all = ["head": head, "foot": foot, "hooks": hooks, "index": index, "matter": matter, "problem": problem]

    private static let head = #"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{title}} – ActionStep sandbox</title>
        <link rel="stylesheet" href="/sandbox.css">
        <script src="/sandbox.js" defer></script>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header><a class="home" href="/">ActionStep sandbox</a><p>A pretend practice system. Nothing here is real.</p></header>
        <main id="main">
        """#

    private static let foot = #"""
        </main>
        </body>
        </html>
        """#

    private static let hooks = #"""
        <section class="card" aria-labelledby="hooks">
        <h2 id="hooks">Last notices sent</h2>
        {{#hasNoHooks}}<p class="quiet">None yet. Notices appear here once somebody has registered a hook and a matter changes.</p>{{/hasNoHooks}}
        <ul class="rows">
        {{#hooks}}
        <li><span class="tag {{tone}}">{{state}}</span> <strong>{{event}}</strong>
        <span class="quiet">{{subject}} → {{target}}, {{at}}</span></li>
        {{/hooks}}
        </ul>
        </section>
        """#

    private static let problem = #"""
        {{> head}}
        <h1>{{title}}</h1>
        <p class="lead">{{detail}}</p>
        <p><a href="/">← All matters</a></p>
        {{> foot}}
        """#

    private static let index = #"""
        {{> head}}
        <h1>Pick a matter and change it</h1>
        <p class="lead">Move its step, write a note or tick off an item. Whoever listens is told at once.</p>
        <form class="search" role="search" action="/" method="get">
        <label for="q">Find one of {{count}} matters</label>
        <div class="row"><input id="q" name="q" type="search" value="{{query}}" placeholder="Name, reference, person or mail address"><button>Search</button></div>
        </form>
        <div class="columns">
        <section class="card" aria-labelledby="matters">
        <h2 id="matters">Matters</h2>
        {{#hasNone}}<p class="quiet">No matter matches. Try part of a street, a name or a reference.</p>{{/hasNone}}
        <ul class="rows">
        {{#matters}}
        <li><a class="matter" href="{{href}}"><strong>{{name}}</strong><span class="quiet">{{reference}} · {{kind}}</span></a>
        <span class="tag">{{step}}</span></li>
        {{/matters}}
        </ul>
        </section>
        {{> hooks}}
        </div>
        {{> foot}}
        """#

    private static let matter = #"""
        {{> head}}
        <p><a href="/">← All matters</a></p>
        <h1>{{title}}</h1>
        <p class="lead">{{reference}} · {{kind}} · now at <strong>{{currentStep}}</strong></p>
        {{#hasDone}}<p class="done" role="status">{{done}}</p>{{/hasDone}}
        <div class="columns">
        <div>
        <section class="card" aria-labelledby="move">
        <h2 id="move">Change it</h2>
        <form action="{{path}}/step" method="post">
        <label for="step">Step</label>
        <div class="row"><select id="step" name="step">{{#steps}}<option value="{{id}}"{{#isCurrent}} selected{{/isCurrent}}>{{name}}</option>{{/steps}}</select>
        <button>Move</button></div>
        </form>
        <form action="{{path}}/settlement" method="post">
        <label for="date">Settlement date</label>
        <div class="row"><input id="date" name="date" type="date" value="{{settlement}}" required><button>Set</button></div>
        </form>
        <form action="{{path}}/notes" method="post">
        <label for="text">New note</label>
        <textarea id="text" name="text" rows="3" maxlength="2000" required></textarea>
        <div class="row between"><label class="tick"><input type="checkbox" name="visible" value="T"> Visible in the portal</label>
        <button>Write</button></div>
        </form>
        </section>
        <section class="card" aria-labelledby="items">
        <h2 id="items">Outstanding items</h2>
        <ul class="rows">
        {{#items}}
        <li><span class="text{{#isDone}} finished{{/isDone}}">{{text}}<span class="quiet">{{detail}}</span></span>
        <form action="{{action}}" method="post"><input type="hidden" name="done" value="{{nextValue}}"><button class="small" aria-label="{{button}}: {{text}}">{{button}}</button></form></li>
        {{/items}}
        </ul>
        </section>
        </div>
        <div>
        {{> hooks}}
        <section class="card" aria-labelledby="people">
        <h2 id="people">People</h2>
        <ul class="rows">{{#people}}<li><span class="text">{{name}}<span class="quiet">{{role}} · {{email}}</span></span></li>{{/people}}</ul>
        </section>
        <section class="card" aria-labelledby="notes">
        <h2 id="notes">Latest notes</h2>
        <ul class="rows">{{#notes}}<li><span class="text">{{text}}<span class="quiet">{{by}}, {{at}}</span></span>{{#isVisible}}<span class="tag good">portal</span>{{/isVisible}}</li>{{/notes}}</ul>
        </section>
        </div>
        </div>
        {{> foot}}
        """#
}
