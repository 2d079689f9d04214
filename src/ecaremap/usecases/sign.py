"""Signing decisions: the facts behind each go into a file beside the strategy, never into the author's own."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ecaremap.insight.signing.standing import Decided, gone, standings, usable
from ecaremap.load.problems import Unreadable
from ecaremap.load.signatures import signatures_path
from ecaremap.model.signing import Signature
from ecaremap.model.strategy import Strategy
from ecaremap.model.suggest import did_you_mean
from ecaremap.policy.decisions import Decisions
from ecaremap.render.signatures_yaml import render_signatures
from ecaremap.usecases.validate import Validated
from ecaremap.usecases.writing import write_file
from ecaremap.views.signing import SignedRow, SigningView, State, signed_row

_REFUSED = ("Y", "M", "R")
_FOUND: dict[str, State] = {"suspect": "suspect", "anew": "not signed", "unsigned": "not signed"}


def signable(validated: Validated) -> bool:
    """Whether the strategy is read and decided without an error of YAML, model or rules."""
    errors = [finding.code for finding in validated.findings if finding.severity == "error"]
    return validated.decisions is not None and not any(code.startswith(_REFUSED) for code in errors)


def sign(validated: Validated, names: tuple[str, ...], *, check: bool) -> SigningView:
    """Sign decisions, or with `check` only say how they stand.

    Without names, all that are new or decided anew are signed, and signatures left over are dropped; a suspect one
    is signed again only if it is named, as somebody has to look at it first.

    Raises:
        Unreadable: a name that is no decided cell, or a file of signatures that cannot be read or written.
    """
    decisions = validated.decisions
    assert decisions is not None
    path = signatures_path(Path(validated.path))
    _refuse_broken(decisions)
    everything = standings(decisions)
    chosen = _named(decisions, everything, names) if names else list(everything)
    if check:
        return _view(decisions, path, chosen, names, ())
    signed = [d for d in chosen if d.standing in ("unsigned", "anew") or (names and _open(d))]
    entries = dict(usable(decisions).entries)
    for decided in signed:
        by, day = decided.decision.by, decided.decision.date
        entry = Signature(decided.where, by, day, decided.facts, decided.facts.fingerprint)
        entries[decided.where] = entry
    dropped = () if names else gone(decisions)
    for signature in dropped:
        del entries[signature.where]
    if signed or dropped:
        write_file(path, render_signatures(entries.values()).encode())
    done = {decided.where for decided in signed}
    view = _view(decisions, path, [decided for decided in chosen if decided.where not in done], names, signed)
    rows = tuple(replace(row, state="dropped") if row.state == "left over" else row for row in view.rows)
    return replace(view, rows=rows, written=bool(signed or dropped))


def _open(decided: Decided) -> bool:
    return decided.standing == "suspect" or _edited(decided)


def _edited(decided: Decided) -> bool:
    return decided.signature is not None and not decided.signature.untouched


def _refuse_broken(decisions: Decisions) -> None:
    signatures = decisions.project.signatures
    if signatures and signatures.faults:
        message, span = signatures.faults[0]
        fix = "Restore the file; after a merge, keep the lines of both sides and take out the marks."
        raise Unreadable(f"{decisions.project.place(span)}: {message}", fix)


def _named(decisions: Decisions, everything: Iterable[Decided], names: tuple[str, ...]) -> list[Decided]:
    """The decisions that names mean: a cell, or all decided cells of a request."""
    by_cell = {decided.where: decided for decided in everything}
    strategy = decisions.project.strategy
    found: dict[str, Decided] = {}
    for name in names:
        hits = [d for where, d in by_cell.items() if name in (where, d.request)]
        if not hits:
            raise Unreadable(*_unknown(strategy, name))
        found |= {decided.where: decided for decided in hits}
    return [found[where] for where in sorted(found)]


def _unknown(strategy: Strategy, name: str) -> tuple[str, str]:
    """What is wrong with a name that means no decision, and what to do."""
    written = {f"{request}/{touchpoint}" for request, row in strategy.coverage.items() for touchpoint in row}
    if name in written or name in strategy.requests:
        fix = "Write decided: {by: …, date: …} into the cell, and the reason if you like"
        return f"There is no decision on '{name}' to sign.", fix
    if "/" in name:
        return f"There is no cell '{name}' in the map.", did_you_mean(name, written)
    return f"There is no request '{name}' in the map.", did_you_mean(name, strategy.requests)


def _view(
    decisions: Decisions, path: Path, rest: Iterable[Decided], names: tuple[str, ...], signed: Iterable[Decided]
) -> SigningView:
    rows = [signed_row(d, "signed again" if d.standing == "suspect" else "signed") for d in signed]
    kept = 0
    for decided in rest:
        if decided.standing in _FOUND:
            rows.append(signed_row(decided, _FOUND[decided.standing]))
        elif _edited(decided):
            rows.append(signed_row(decided, "edited"))
        else:
            kept += 1
    if not names:
        rows += list(_left_over(decisions))
    shown = usable(decisions).path or str(path)
    return SigningView(shown, written=False, rows=tuple(sorted(rows, key=lambda row: row.where)), kept=kept)


def _left_over(decisions: Decisions) -> Iterator[SignedRow]:
    for signature in gone(decisions):
        yield SignedRow(signature.where, signature.by, signature.date.isoformat(), "left over")
