enum SimpleTemplates {
    static let signIn = #"""
        {{> head}}
        <div class="narrow">
        <h1>Sign in</h1>
        {{#hasPersonas}}
        <p>This is a demonstration with invented people and matters. Choose whose eyes to see it through; each sees only their own part.</p>
        <ul class="personas">
        {{#personas}}<li><form method="post" action="/demo/sign-in"><input type="hidden" name="role" value="{{role}}"><button type="submit"><span class="persona-role">{{label}}</span> <span class="persona-name">{{name}}</span> <span class="persona-mail">{{address}}</span></button></form></li>
        {{/personas}}
        </ul>
        {{/hasPersonas}}
        {{^hasPersonas}}
        <p>People cannot sign in to this portal yet. {{frame.firm}} will write to you when they can.</p>
        {{/hasPersonas}}
        </div>
        {{> foot}}
        """#

    static let message = #"""
        {{> head}}
        <div class="narrow">
        <h1>{{heading}}</h1>
        <p>{{text}}</p>
        <p>{{advice}}</p>
        <p><a href="/">Go to your matters</a></p>
        </div>
        {{> foot}}
        """#
}
