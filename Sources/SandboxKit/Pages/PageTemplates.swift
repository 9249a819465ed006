/// The pages' markup; it travels inside the binary.
package enum PageTemplates {
    /// What every page is made of.
    package static let frame = [
        "head": head, "foot": foot, "problem": problem, "people": people, "form": form, "field": field, "fold": fold,
        "card": card, "row": row, "card-page": cardPage, "list": list, "notice-list": noticeList,
        "notice-list-live": "{{> notice-list}}", "secret": secret,
    ]

    private static let head = #"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{title}} – Sandbox</title>
        <link rel="stylesheet" href="/sandbox.css">
        <script src="/sandbox.js" defer></script>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header><a class="home" href="/">Sandbox</a>
        <nav class="systems" aria-label="Practice systems"><a href="/">ActionStep</a><a href="/lawvu">LawVu</a><a href="/lawfficient">Lawfficient</a></nav>
        <p>Pretend practice systems. Nothing here is real.</p></header>
        <main id="main">
        """#

    private static let foot = #"""
        </main>
        </body>
        </html>
        """#

    private static let problem = #"""
        {{> head}}
        <h1>{{title}}</h1>
        <p class="lead">{{detail}}</p>
        <p><a href="/">← To the front page</a></p>
        {{> foot}}
        """#

    /// Where a mail address is asked for, the browser offers these.
    private static let people = #"""
        <datalist id="people">{{#people}}<option value="{{value}}">{{text}}</option>{{/people}}</datalist>
        """#
}
