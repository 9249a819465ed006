"""Checks styles, scripts and JSON documents: python check_assets.py FILE..."""

import json
import re
import sys

import quickjs
import tinycss2


def style_faults(text):
    """Errors of syntax, at any depth. Whether a property is known depends on the browser, so it is not checked."""
    yield from rule_faults(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def rule_faults(rules):
    for rule in rules:
        if rule.type == "error":
            yield rule.source_line, rule.message
        elif rule.type == "at-rule" and rule.content is not None:
            yield from rule_faults(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
        elif rule.type == "qualified-rule":
            yield from declaration_faults(rule.content)


def declaration_faults(content):
    for item in tinycss2.parse_declaration_list(content, skip_comments=True, skip_whitespace=True):
        if item.type == "error":
            yield item.source_line, item.message
        elif item.type == "declaration":
            yield from ((it.source_line, it.message) for it in item.value if it.type == "error")


def variable_faults(text_by_path):
    """A variable that no style of the same target defines is a typing error that no browser reports."""
    styles = {path: text for path, text in text_by_path.items() if path.endswith(".css")}
    defined = {
        (target_of(path), name) for path, text in styles.items() for name in re.findall(r"(--[\w-]+)\s*:", text)
    }
    for path, text in styles.items():
        for number, line in enumerate(text.splitlines(), 1):
            for name in re.findall(r"var\((--[\w-]+)", line):
                if (target_of(path), name) not in defined:
                    yield path, number, f"{name} is not defined"


def target_of(path):
    """The second folder of `Sources/TARGET/…/Assets/FILE`."""
    return path.split("/")[1]


def script_faults(text):
    """The script is compiled, not run."""
    try:
        quickjs.Context().eval("(text) => { new Function(text) }")(text)
    except quickjs.JSException as error:
        line = re.search(r"<input>:(\d+)", str(error))
        # The text begins on the third line of the function that is made of it.
        yield (int(line[1]) - 2 if line else 1), str(error).splitlines()[0]


def json_faults(text):
    try:
        json.loads(text)
    except ValueError as error:
        yield getattr(error, "lineno", 1), str(error)


CHECKS = {"css": style_faults, "js": script_faults, "json": json_faults}


def main(paths):
    texts = {path: open(path, encoding="utf-8").read() for path in paths}
    faults = [(path, *fault) for path, text in texts.items() for fault in CHECKS[path.rsplit(".", 1)[1]](text)]
    faults += variable_faults(texts)
    for path, line, message in faults:
        print(f"{path}:{line}: {message}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
