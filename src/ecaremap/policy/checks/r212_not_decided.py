"""R212: an analysis that would take too long."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.checks.ruling import finding, named, others
from ecaremap.policy.decisions import Decisions

_QUESTIONS = {
    "R203": "whether {} applies everywhere",
    "R205": "whether one of {} makes the other needless",
    "R206": "whether others make {} needless",
    "R207": "whether {} exclude each other",
}


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each question that was given up."""
    for code, numbers in decisions.analysis.undecided:
        rules = [decisions.rules.rules[number] for number in numbers]
        if all(decisions.author(rule) == "pack" for rule in rules):
            continue
        rules.sort(key=lambda rule: (decisions.author(rule) != "own", rule.id))
        message = f"Not decided: {_QUESTIONS[code].format(named(rules))}; there are too many combinations."
        fix = "split rules with many alternatives into several"
        more = {"help": fix, "related": others(rules[1:]), "field": "+".join([code, *(r.id for r in rules)])}
        yield finding(CHECK, rules[0], message, **more)


CHECK = Check("R212", "not-decided", "info", "A question about rules would take too long to answer.", run)
