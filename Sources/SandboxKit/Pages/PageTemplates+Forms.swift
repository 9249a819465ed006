/// The markup of cards, rows and forms: all pages are made of them.
extension PageTemplates {
    package static let card = #"""
        <section class="card" id="{{id}}" aria-labelledby="{{id}}-title">
        <h2 id="{{id}}-title">{{title}}</h2>
        {{#hasHint}}<p class="quiet">{{hint}}</p>{{/hasHint}}
        {{#forms}}{{> form}}{{/forms}}
        {{#hasFacts}}<dl>{{#facts}}<div><dt>{{label}}</dt><dd>{{value}}</dd></div>{{/facts}}</dl>{{/hasFacts}}
        {{#hasRows}}<ul class="rows">{{#rows}}{{> row}}{{/rows}}</ul>{{/hasRows}}
        {{#folds}}{{> fold}}{{/folds}}
        </section>
        """#

    package static let row = #"""
        <li><div class="text">{{#hasHref}}<a href="{{href}}">{{text}}</a>{{/hasHref}}{{^hasHref}}<span{{#isFinished}} class="finished"{{/isFinished}}>{{text}}</span>{{/hasHref}}<span class="quiet">{{detail}}</span></div>
        {{#hasTag}}<span class="tag {{tone}}">{{tag}}</span>{{/hasTag}}
        {{#quick}}{{> form}}{{/quick}}
        {{#folds}}{{> fold}}{{/folds}}</li>
        """#

    package static let fold = #"""
        <details{{#isOpen}} open{{/isOpen}}><summary aria-label="{{spoken}}">{{title}}</summary>
        {{#forms}}{{> form}}{{/forms}}
        </details>
        """#

    package static let form = #"""
        <form id="{{id}}" action="{{action}}" method="post"{{#isPlain}} class="plain"{{/isPlain}}{{#isUpload}} enctype="multipart/form-data"{{/isUpload}}>
        {{#hidden}}<input type="hidden" name="{{name}}" value="{{value}}">{{/hidden}}
        {{#hasError}}<p class="wrong" id="{{id}}-wrong">{{error}}</p>{{/hasError}}
        <div class="fields">{{#fields}}{{> field}}{{/fields}}</div>
        <div class="send"><button aria-label="{{spoken}}">{{button}}</button><span class="fires">{{fires}}</span></div>
        </form>
        """#

    package static let field = #"""
        <div class="field">
        {{#isTick}}<label class="tick"><input id="{{id}}" type="checkbox" name="{{name}}" value="T"{{#isTicked}} checked{{/isTicked}}> {{label}}</label>{{/isTick}}
        {{^isTick}}<label for="{{id}}">{{label}}</label>{{/isTick}}
        {{#isLine}}<input id="{{id}}" name="{{name}}" type="{{type}}" value="{{value}}" maxlength="{{max}}"{{#suggestsPeople}} list="people" autocomplete="off"{{/suggestsPeople}}{{#isRequired}} required{{/isRequired}}{{#takesFocus}} autofocus aria-invalid="true"{{/takesFocus}}>{{/isLine}}
        {{#isFile}}<input id="{{id}}" name="{{name}}" type="file" required>{{/isFile}}
        {{#isArea}}<textarea id="{{id}}" name="{{name}}" rows="3" maxlength="{{max}}"{{#isRequired}} required{{/isRequired}}{{#takesFocus}} autofocus aria-invalid="true"{{/takesFocus}}>
        {{value}}</textarea>{{/isArea}}
        {{#isChoice}}<select id="{{id}}" name="{{name}}">{{#choices}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{text}}</option>{{/choices}}</select>{{/isChoice}}
        </div>
        """#
}
