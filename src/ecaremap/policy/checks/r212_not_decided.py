"""R212: an analysis that would take too long."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.checks.ruling import finding, named, others
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.ruleset import CompiledRule

SHOWN = 4
_QUESTIONS = {
    "R203": "whether a rule applies everywhere",
    "R205": "whether one rule makes another needless",
    "R206": "whether several rules together make one needless",
    "R207": "whether two rules exclude each other",
}


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each kind of question that was given up."""
    concerned: dict[str, dict[int, CompiledRule]] = {}
    for code, numbers in decisions.analysis.undecided:
        rules = [decisions.rules.rules[number] for number in numbers]
        if any(decisions.author(rule) != "pack" for rule in rules):
            concerned.setdefault(code, {}).update((rule.index, rule) for rule in rules)
    for code, found in concerned.items():
        rules = sorted(found.values(), key=lambda rule: (decisions.author(rule) != "own", rule.id))
        names = named(rules) if len(rules) <= SHOWN else f"{named(rules[:SHOWN])} and {len(rules) - SHOWN} more"
        message = f"Not decided: {_QUESTIONS[code]} ({names}); there are too many combinations."
        more = {"help": "split rules with many alternatives into several", "related": others(rules[1:SHOWN])}
        yield finding(CHECK, rules[0], message, field=code, **more)


CHECK = Check("R212", "not-decided", "info", "A question about rules would take too long to answer.", run)
