"""R207: rules that exclude each other where they meet."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.analysis import Contradiction
from ecaremap.policy.checks.ruling import finding, named, others
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.ruleset import CompiledRule
from ecaremap.policy.witness import Place, example


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each pair: an error where the map has such a case.

    Without a case it is a warning, if one of them excludes the other altogether and neither is a pack's:
    that two rules would clash on a request nobody has is worth a word only then.
    """
    told = {conflict.rules for conflict in decisions.conflicts}
    for pair in decisions.analysis.contradictions:
        if tuple(sorted(pair.rules)) in told:
            # P305 says it of the very requests.
            continue
        rules = [decisions.rules.rules[number] for number in pair.rules]
        found = example(decisions.grounds, pair.boxes, lambda place: not _decided_never(decisions, place))
        if found or (pair.whole and all(decisions.author(rule) != "pack" for rule in rules)):
            yield _finding(decisions, pair, rules, found)


def _decided_never(decisions: Decisions, place: Place) -> bool:
    cell = decisions.project.strategy.coverage.get(place.request, {}).get(place.touchpoint)
    return cell is not None and cell.not_here is not None


def _finding(decisions: Decisions, pair: Contradiction, rules: list[CompiledRule], found: Place | None) -> Finding:
    # The finding stands at a rule that the author can change.
    rules = sorted(rules, key=lambda rule: (decisions.author(rule) != "own", rule.id))
    where = found.words() if found else decisions.rules.universe.words(pair.boxes[0])
    met = f"on {where}" if found else f"wherever there is {where}, though on nothing in this map yet"
    if len(rules) == 1:
        message = f"'{rules[0].id}' demands what nothing can fulfil."
        fix = "correct what stands under then"
    else:
        message = f"{named(rules)} exclude each other {met}."
        fix = "change one of them, or let one lift the other where both apply"
    notes = tuple(f"{rule.id}: {rule.effect.words()}" for rule in rules)
    severity = "error" if found else "warning"
    more = {"label": "cannot be kept", "help": fix, "notes": notes, "related": others(rules[1:])}
    return finding(CHECK, rules[0], message, severity=severity, field="+".join(r.id for r in rules), **more)


CHECK = Check("R207", "contradictory", "error", "Two rules exclude each other where they meet.", run)
