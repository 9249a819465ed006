/// The consent page, in the frame of the sandbox's other pages.
enum ConsentPage {
    struct Model: Sendable {
        let title: String
        let client: String
        let origin: String
        let action: String
        let scopes: [String]
        let fields: [Field]
    }

    struct Field: Sendable {
        let name: String
        let value: String
    }

    static let templates = ["consent": consent]

    private static let consent = #"""
        {{> head}}
        <h1>{{title}}</h1>
        <p class="lead">The application <strong>{{client}}</strong> at {{origin}} asks to use the practice system in your name.</p>
        <section class="card" aria-labelledby="scopes">
        <h2 id="scopes">It may then read and change</h2>
        <ul>
        {{#scopes}}<li>{{.}}</li>{{/scopes}}
        </ul>
        <form method="post" action="{{action}}">
        {{#fields}}<input type="hidden" name="{{name}}" value="{{value}}">{{/fields}}
        <div class="row">
        <button name="decision" value="allow">Allow</button>
        <button class="small" name="decision" value="deny">Deny</button>
        </div>
        </form>
        </section>
        <p class="quiet">Either way you go back to {{origin}}. It can use what you allow until the sandbox is deleted or the application has not been used for three weeks.</p>
        {{> foot}}
        """#
}
