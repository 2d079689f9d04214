"""The reference pages, written from the code: commands, format, rules' fields, findings, packs."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import typer
from typer.main import get_command

from ecaremap.cli.app import app
from ecaremap.model.fields import SIDES, Field, field_table
from ecaremap.model.figures import EXAMPLES
from ecaremap.model.finding import Check
from ecaremap.model.strategy import STEPS, Strategy
from ecaremap.usecases.catalogue import all_checks, readable_page
from ecaremap.usecases.packs import pack_table

LETTERS = {
    "Y": "YAML that cannot be read",
    "M": "The shape of a strategy",
    "R": "The text of rules",
    "P": "What rules decide",
    "G": "Gaps",
    "J": "Journeys",
    "C": "The business case",
    "T": "Targets and the plan",
    "E": "Evidence",
    "D": "Decisions and comparisons",
    "W": "Waivers",
}
"""What the letters of the codes stand for, in the order of the reference."""
SEVERITIES = {"error": "error", "warning": "warning", "info": "note"}
TYPES = {"string": "text", "integer": "a whole number", "number": "a number", "boolean": "true or false"}
FIGURES = {
    "count": "a number", "ratio": "a number", "share": "a share", "money": "money", "rate": "money per time",
    "duration": "a duration", "people": "people",
}  # fmt: skip
TESTS = {
    "ordered": "`X`, `[X, Y]`, `not X`, `at least X`, `X to Y`",
    "enum": "`X`, `[X, Y]`, `not X`",
    "text": "`X`, `[X, Y]`, `not X`",
    "tags": "`X` is among them, `[X, Y]` one of them, `not X`",
    "number": "`at least X`, `below X`, `X to Y`",
    "date": "`at least X`, `below X`, `X to Y`",
    "flag": "`true`, `false`",
}
MANY_WORDS = 20
"""A list of more words is left to the editor."""
SHORT_FORMS = set(STEPS)


def pages() -> dict[str, str]:
    """Every page of the reference by its file, Markdown."""
    letters = {f"reference/findings/{letter}.md": _letter(letter, checks) for letter, checks in by_letter()}
    return {
        "reference/commands.md": commands(),
        "reference/format.md": strategy_format(),
        "reference/fields.md": fields(),
        "reference/packs.md": packs(),
        "reference/findings/index.md": findings(),
        **letters,
    }


def finding_link(code: str) -> str:
    """Where the site tells about a finding, from its top."""
    return f"reference/findings/{code[0]}.md#{code.lower()}"


def by_letter() -> list[tuple[str, list[Check]]]:
    """The checks of each letter, in the order of the reference."""
    order = list(LETTERS)
    checks = sorted(all_checks().values(), key=lambda check: (order.index(check.code[0]), check.code))
    return [(letter, list(some)) for letter, some in groupby(checks, key=lambda check: check.code[0])]


# Commands


def commands() -> str:
    """Every command with its arguments and options, as `--help` has them."""
    root = get_command(app)
    parts = [
        "# Commands",
        (
            "Every command says the same with `--help`. Exit codes: 0 nothing to complain about, 1 findings, 2 usage or "
            "unreadable input, 3 an error of the tool. Where a command differs, it says so."
        ),
        _options(root),
    ]
    for path, command in _tree(root, ()):
        parts += [f"## {' '.join(path)}", *_command(path, command)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _tree(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, inner in getattr(command, "commands", {}).items():
        yield (*path, name), inner
        yield from _tree(inner, (*path, name))


def _command(path: tuple[str, ...], command: Any) -> Iterator[str]:
    arguments = [entry for entry in command.params if entry.param_type_name == "argument"]
    optional = {True: "{}", False: "[{}]"}
    usage = " ".join(optional[entry.required].format(entry.make_metavar(_context(command))) for entry in arguments)
    usage = usage.replace("[[", "[").replace("]]", "]")
    yield f"```text\necaremap {' '.join(path)}{' [OPTIONS]' if command.params else ''} {usage}".rstrip() + "\n```"
    yield _prose(command.help)
    if arguments:
        rows = [(f"`{entry.make_metavar(_context(command)).strip('[]')}`", entry.help or "") for entry in arguments]
        yield _table(("argument", "is"), rows)
    yield _options(command)
    if command.epilog:
        yield _examples(command.epilog)


def _context(command: Any) -> Any:
    return typer.Context(command, info_name="ecaremap")


def _options(command: Any) -> str:
    rows = []
    for entry in command.params:
        if entry.param_type_name != "option" or entry.hidden:
            continue
        names = ", ".join(f"`{name}`" for name in (*entry.opts, *entry.secondary_opts))
        choices = getattr(entry.type, "choices", None)
        words = " · ".join(f"`{getattr(choice, 'value', choice)}`" for choice in choices or ())
        plain = getattr(entry.default, "value", entry.default)
        default = f" Without it: `{plain}`." if isinstance(plain, str | int) and not isinstance(plain, bool) else ""
        rows.append((names, f"`{entry.metavar}`" if entry.metavar else words, _sentence(entry.help or "") + default))
    return _table(("option", "takes", "does"), rows) if rows else ""


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _examples(epilog: str) -> str:
    """`Examples: a · b` as a block to copy."""
    lines = [part.strip() for part in epilog.partition(":")[2].split(" · ")]
    return "```sh\n" + "\n".join(lines) + "\n```"


def _prose(text: str | None) -> str:
    return re.sub(r"(?<!\n)\n(?!\n)", " ", (text or "").strip())


# The format


def strategy_format() -> str:
    """Every key of a strategy, from the declaration."""
    schema = Strategy.model_json_schema(by_alias=True)
    definitions = schema["$defs"]
    figures = [(f"{FIGURES[name]}", f"`{example}`") for name, example in EXAMPLES.items()]
    parts = [
        "# The format",
        "Every key of a strategy. Editors complete them from the schema that `ecaremap init` puts beside a strategy.",
        "## A strategy",
        _keys(schema, definitions),
        "## Figures",
        (
            "Where a table says *a share*, *money* and so on, a figure is wanted: alone, with a range as "
            "`75% (60% to 90%)`, or with its source as `{value: 42000, source: crm-2026q3, as_of: 2026-09-30}`."
        ),
        _table(("figure", "as"), sorted(set(figures))),
    ]
    for name in sorted(definitions, key=_title):
        entry = definitions[name]
        if entry.get("properties"):
            parts += [f"## {_title(name)}", _prose(entry.get("description")), _keys(entry, definitions)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _title(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def _keys(entry: dict[str, Any], definitions: dict[str, Any]) -> str:
    needed = entry.get("required", ())
    rows = []
    for key, value in sorted(entry["properties"].items(), key=lambda pair: pair[0] not in needed):
        about = value.get("description", "")
        rows.append((f"`{key}`" + (" *needed*" if key in needed else ""), _type(value, definitions), about))
    return _table(("key", "is", "says"), rows)


def _type(value: dict[str, Any], definitions: dict[str, Any]) -> str:
    if "figure" in value:
        return f"[{FIGURES[value['figure']]}](#figures)"
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        title = _title(name)
        kept = definitions[name].get("properties")
        return f"[{title.lower()}](#{title.lower().replace(' ', '-')})" if kept else _type(definitions[name], {})
    if "enum" in value or "const" in value:
        words = value.get("enum", [value.get("const")])
        return " · ".join(f"`{word}`" for word in words) if len(words) <= MANY_WORDS else "a word; the editor has them"
    for union in ("anyOf", "oneOf"):
        if union in value:
            kinds = [_type(option, definitions) for option in value[union] if option.get("type") != "null"]
            return " or ".join(dict.fromkeys(kinds))
    if value.get("type") == "array":
        return f"a list: {_type(value.get('items', {}), definitions)}"
    if value.get("type") == "object":
        inner = value.get("additionalProperties")
        return f"by id: {_type(inner, definitions)}" if isinstance(inner, dict) else "keys and values"
    if value.get("format") == "date":
        return "a date"
    return TYPES.get(value.get("type", ""), "text")


# Rules


def fields() -> str:
    """What rules can test."""
    parts = [
        "# Fields of rules",
        (
            "Every attribute of the format can be tested by a [rule](../rules.md), and some that are derived from it. Each "
            "field also knows `present` and `missing`, except lists and what is always there. `request.*`, `touchpoint.*` "
            "and `segment.*` stand in `when` and `unless`, `touchpoint.*` and `cell.*` in `require` and `offer`."
        ),
    ]
    for side in SIDES:
        rows = [_field(field) for field in field_table().values() if field.side == side]
        parts += [f"## {side}", _table(("field", "values", "tests", "means"), rows)]
    return "\n\n".join(parts) + "\n"


def _field(field: Field) -> tuple[str, ...]:
    words = field.scale or field.values
    values = (" < " if field.scale else " · ").join(f"`{word}`" for word in words)
    rest = [f"`{word}`" for word in field.values if field.scale and word not in field.scale]
    if rest:
        values += f"; without rank: {', '.join(rest)}"
    if field.type == "number":
        values = f"as `{EXAMPLES[field.quantity or 'count']}`"
    return f"`{field.key}`", values or field.type, TESTS[field.type], field.description


# Findings and packs


def findings() -> str:
    """All codes in one table."""
    parts = [
        "# Findings",
        "A code is never used again for something else. `ecaremap explain P301` prints the same page in the terminal.",
    ]
    for letter, checks in by_letter():
        rows = [
            (f"[{check.code}]({letter}.md#{check.code.lower()})", check.name, SEVERITIES[check.severity], check.summary)
            for check in checks
        ]
        parts += [f"## {letter}: {LETTERS[letter]}", _table(("code", "name", "is", "means"), rows)]
    return "\n\n".join(parts) + "\n"


def _letter(letter: str, checks: list[Check]) -> str:
    """The pages of all checks of a letter, one below the other, each reached by its code."""
    parts = [f"# {letter}: {LETTERS[letter]}"]
    for check in checks:
        title, _, text = readable_page(check.code).partition("\n")
        lower = re.sub(r"^(?=#+ )", "#", text.strip(), flags=re.MULTILINE)
        # A `#` at the start of a line of YAML is a comment, no heading.
        lower = re.sub(r"^```.*?^```", lambda m: _undone(m[0]), lower, flags=re.MULTILINE | re.DOTALL)
        parts += [f"## {title.removeprefix('# ')} {{ #{check.code.lower()} }}", lower]
    return "\n\n".join(parts) + "\n"


def _undone(block: str) -> str:
    return re.sub(r"^#(?=#+ )", "", block, flags=re.MULTILINE)


def packs() -> str:
    """What ships."""
    return (
        "# Packs\n\nRequest libraries, rules and law that ship, as `ecaremap packs` lists them. A pack proposes: what a "
        "strategy says itself wins. Law packs are no legal advice.\n\n"
        f"```text\n{pack_table().rstrip()}\n```\n"
    )


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in lines)
