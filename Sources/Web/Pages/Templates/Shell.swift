/// What surrounds every page. Regions marked `data-live` are replaced by the live script when a newer page differs.
enum Shell {
    static let head = #"""
        <!DOCTYPE html>
        <html lang="en-AU">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>{{frame.title}} – {{frame.firm}}</title>
        <link rel="icon" href="{{frame.icon}}" type="image/svg+xml">
        <link rel="stylesheet" href="{{frame.stylesheet}}">
        {{#frame.cursor}}<script src="{{frame.script}}" defer></script>{{/frame.cursor}}
        </head>
        <body{{#frame.cursor}} data-cursor="{{.}}"{{/frame.cursor}}{{#frame.viewerKey}} data-viewer="{{.}}"{{/frame.viewerKey}}>
        <a class="skip" href="#main">Skip to the main part</a>
        <header>
        <div class="bar"><div class="wide">
        <a class="firm" href="/">{{frame.firm}}</a>
        {{#frame.person}}<p class="person"><span class="person-name">{{label}}</span>{{#role}}<span class="person-role">{{role}}</span>{{/role}}</p>
        {{#isStaff}}<nav aria-label="For staff"><a class="quiet-link" href="/webhooks">Webhooks</a></nav>{{/isStaff}}
        <form method="post" action="/sign-out"><button class="quiet" type="submit">Sign out</button></form>{{/frame.person}}
        </div></div>
        {{#frame.cursor}}<div class="freshness"><div class="wide">
        <p data-live="freshness">{{#frame.asAt}}Checked against our files <time datetime="{{machine}}">{{text}}</time>{{/frame.asAt}}{{#frame.feedGap}} Feed gap found <time datetime="{{machine}}">{{text}}</time>, being mended.{{/frame.feedGap}}</p>
        <p class="connection" hidden>Reconnecting… What you see may be out of date.</p>
        </div></div>{{/frame.cursor}}
        </header>
        <p class="unseen" role="status" aria-live="polite"></p>
        <main id="main" class="wide" tabindex="-1">
        """#

    static let foot = #"""
        </main>
        <footer class="foot"><div class="wide">
        <p><strong>Take care with bank details.</strong> {{frame.firm}} never sends or changes bank details through this portal. If you get any, call us on a number you already know before you pay.</p>
        </div></footer>
        </body>
        </html>
        """#

    static let status = #"""
        <span class="tag tag-{{status.kind}}">{{status.tag}}</span>
        """#
}
