"""The map: requests by touchpoints with degrees, decisions and reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from ecaremap.model.cell import Cell
from ecaremap.model.facts import completes, degree_in, owner_of, quadrant, status_of
from ecaremap.model.finding import Finding
from ecaremap.model.request import Request
from ecaremap.model.touchpoint import Touchpoint
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.judge import Judge, Verdict
from ecaremap.views.claimed import claims
from ecaremap.views.findings import finding_views
from ecaremap.views.model import (
    Breach,
    CellView,
    ColumnView,
    GroupView,
    MapView,
    Outcome,
    Reason,
    RowView,
)
from ecaremap.views.overview import overview
from ecaremap.views.rules import in_force, rule_views
from ecaremap.views.signing import decided_words
from ecaremap.views.words import column_order, spelled

OTHER = "other"

WITH_PERSON = ("assisted", "initiate")
"""Degrees at which one of our people takes part, now or later."""


def map_view(decisions: Decisions, findings: Sequence[Finding], logo: str = "") -> MapView:
    """The whole map with its overview; `logo` is a data URI."""
    strategy = decisions.project.strategy
    columns = _columns(decisions)
    rows = _rows(decisions, columns, findings)
    report = strategy.report
    people = (report.client, report.prepared_by) if report else (None, None)
    view = MapView(
        name=strategy.name,
        level=strategy.level,
        as_of=decisions.period.today.isoformat(),
        subtitle=" · ".join(part for part in people if part),
        volumes_per=strategy.volumes_per,
        accent=(report.accent if report else None) or "",
        logo=logo,
        columns=columns,
        rows=rows,
        row_groups=_groups([row.family for row in rows]),
        column_groups=_groups([column.family for column in columns]),
        reasons=_reasons(decisions),
        overview=overview(decisions, rows, columns, findings),
        rules=rule_views(decisions),
        findings=finding_views(decisions, findings),
        sources=_sources(decisions),
    )
    return replace(view, notices=_notices(decisions, view))


def _columns(decisions: Decisions) -> tuple[ColumnView, ...]:
    touchpoints = decisions.project.strategy.touchpoints
    return tuple(
        ColumnView(
            name,
            touchpoint.name or spelled(name),
            touchpoint.family or "digital",
            touchpoint.kind or "",
            touchpoint.status,
            touchpoint.owner or "",
            touchpoint.authentication or "",
            touchpoint.hours or "",
        )
        for name, touchpoint in ((name, touchpoints[name]) for name in column_order(touchpoints))
    )


def _rows(decisions: Decisions, columns: tuple[ColumnView, ...], findings: Sequence[Finding]) -> tuple[RowView, ...]:
    strategy = decisions.project.strategy
    volumes = {name: r.volume.likely for name, r in strategy.requests.items() if r.volume}
    total = sum(volumes.values(), Decimal(0)) if len(volumes) == len(strategy.requests) else Decimal(0)
    spell = _RowSpeller(decisions, columns, findings)
    rows = [spell.row(name, request, volumes.get(name), total) for name, request in strategy.requests.items()]
    return tuple(_by_weight(rows))


def _by_weight(rows: list[RowView]) -> list[RowView]:
    """Families by their volume, rows likewise; without volumes, in the author's order."""
    weight: dict[str, Decimal] = {}
    first: dict[str, int] = {}
    for number, row in enumerate(rows):
        weight[row.family] = weight.get(row.family, Decimal(0)) + (row.share or 0)
        first.setdefault(row.family, number)
    return sorted(
        rows, key=lambda row: (row.family == OTHER, -weight[row.family], first[row.family], -(row.share or 0))
    )


class _RowSpeller:
    """Spells the rows of one map; what the cells share is looked up once."""

    def __init__(self, decisions: Decisions, columns: tuple[ColumnView, ...], findings: Sequence[Finding]) -> None:
        self.decisions = decisions
        self.judge: Judge = decisions.judges["target", None]
        self.names = [column.id for column in columns]
        self.row_number = {name: i for i, name in enumerate(self.judge.grounds.requests.names)}
        self.column_number = {name: i for i, name in enumerate(self.judge.grounds.touchpoints.names)}
        self.conflicting = {
            (request, touchpoint)
            for conflict in decisions.conflicts
            for request in conflict.requests
            for touchpoint in conflict.touchpoints
        }
        self.breaches = _breaches(decisions, findings)
        self.elsewhere = decisions.project.strategy.everywhere_else

    def row(self, name: str, request: Request, volume: Decimal | None, total: Decimal) -> RowView:
        """One request with all its cells."""
        strategy = self.decisions.project.strategy
        written = strategy.coverage.get(name, {})
        cells = tuple(self._cell(name, request, touchpoint, written.get(touchpoint)) for touchpoint in self.names)
        digital = [i for i, t in enumerate(self.names) if strategy.touchpoints[t].family == "digital"]
        return RowView(
            id=name,
            name=request.name or spelled(name),
            family=request.family or OTHER,
            frequency=request.frequency or "",
            volume=volume,
            share=volume / total if volume is not None and total else None,
            personal=self._personal(name),
            digital_today=any(cells[i].completes_today for i in digital),
            digital_target=any(cells[i].completes_target for i in digital),
            alone_today=any(cells[i].completes_today and cells[i].today not in WITH_PERSON for i in digital),
            alone_target=any(cells[i].completes_target and cells[i].target not in WITH_PERSON for i in digital),
            cause_owner=request.cause_owner or "",
            facts=_facts(request),
            cells=cells,
            place=self.decisions.project.place(self.decisions.project.key_span("requests", name)),
        )

    def _cell(self, request_id: str, request: Request, touchpoint_id: str, cell: Cell | None) -> CellView:
        verdict = self._verdict(request_id, touchpoint_id)
        touchpoint = self.decisions.project.strategy.touchpoints[touchpoint_id]
        outcome, limit = self._outcome(request_id, touchpoint_id, touchpoint, verdict)
        reasons = (*verdict.forbid, *verdict.caps, *verdict.require)
        if cell is None:
            if self.elsewhere == "not handled":
                return CellView("not here", not_here="not handled", outcome=outcome, limit=limit, reasons=reasons)
            return CellView("undecided", outcome=outcome, limit=limit, reasons=reasons)
        project = self.decisions.project
        place = project.place(project.key_span("coverage", request_id, touchpoint_id))
        decided, suspect = decided_words(self.decisions, request_id, touchpoint_id) if cell.decided else ("", ())
        if cell.not_here is not None:
            return CellView(
                "not here",
                not_here=cell.not_here,
                outcome=outcome,
                limit=limit,
                reasons=reasons,
                place=place,
                decided=decided,
                suspect=suspect,
            )
        return CellView(
            "written",
            today=cell.today or "none",
            target=cell.aim or "none",
            status=status_of(cell, touchpoint),
            outcome=outcome,
            limit=limit,
            reasons=reasons,
            breaches=self.breaches.get((request_id, touchpoint_id), ()),
            human_route=cell.human_route or "",
            owner=owner_of(cell, touchpoint),
            completes_today=completes(request, cell, degree_in(cell, touchpoint, "today")),
            completes_target=completes(request, cell, degree_in(cell, touchpoint, "target")),
            place=place,
            decided=decided,
            suspect=suspect,
            measured=claims(project).get((request_id, touchpoint_id), ()),
        )

    def _verdict(self, request: str, touchpoint: str) -> Verdict:
        return self.judge.verdict(self.row_number[request], self.column_number[touchpoint])

    def _outcome(self, request: str, name: str, touchpoint: Touchpoint, verdict: Verdict) -> tuple[Outcome, str]:
        if (request, name) in self.conflicting:
            return "conflict", verdict.cap or ""
        if verdict.forbid:
            return "forbidden", "none"
        if verdict.cap and touchpoint.family != "traditional" and not verdict.allows("self-serve"):
            return "capped", verdict.cap
        return "allowed", ""

    def _personal(self, request: str) -> str:
        """Why no digital touchpoint may let the customer finish alone; empty if one may."""
        strategy = self.decisions.project.strategy
        digital = [name for name in self.names if strategy.touchpoints[name].family == "digital"]
        verdicts = [self._verdict(request, name) for name in digital]
        if not verdicts or any(verdict.allows("self-serve") for verdict in verdicts):
            return ""
        verdict = verdicts[0]
        rules = self.decisions.rules.rules
        rule = rules[(verdict.forbid or verdict.caps)[0]].rule
        return rule.because or rule.title or rule.id


def _breaches(decisions: Decisions, findings: Iterable[Finding]) -> dict[tuple[str, str], tuple[Breach, ...]]:
    number = {rule.id: rule.index for rule in decisions.rules.rules}
    found: dict[tuple[str, str], tuple[Breach, ...]] = {}
    for finding in findings:
        if finding.code in ("P301", "P302", "P303"):
            request, _, touchpoint = finding.where.partition("/")
            rule = number[finding.field]
            more = tuple(Breach(state, rule, finding.severity, finding.message) for state in finding.states)
            found[request, touchpoint] = (*found.get((request, touchpoint), ()), *more)
    return found


_FACTS = (
    ("job", "what the customer wants"), ("emotion", "emotion"), ("complexity", "complexity"),
    ("cross_sell", "sales value"), ("authentication", "login needed"), ("demand", "demand"),
)  # fmt: skip


def _facts(request: Request) -> tuple[tuple[str, str], ...]:
    facts = [(label, str(getattr(request, key))) for key, label in _FACTS if getattr(request, key)]
    found = quadrant(request)
    return (*facts, ("best handled by", found)) if found else tuple(facts)


def _groups(names: list[str]) -> tuple[GroupView, ...]:
    groups: list[GroupView] = []
    for number, name in enumerate(names):
        if groups and groups[-1].name == name:
            groups[-1] = GroupView(name, groups[-1].first, groups[-1].count + 1)
        else:
            groups.append(GroupView(name, number, 1))
    return tuple(groups)


def _reasons(decisions: Decisions) -> tuple[Reason, ...]:
    project = decisions.project
    return tuple(
        Reason(
            rule.id,
            rule.title(),
            rule.rule.because or "",
            rule.rule.kind,
            rule.effect.words(),
            project.place(rule.span),
            "; ".join(part for part in (rule.rule.source or "", in_force(rule)) if part),
        )
        for rule in decisions.rules.rules
    )


def _sources(decisions: Decisions) -> tuple[tuple[str, str, str, str], ...]:
    sources = sorted(decisions.project.strategy.sources.items())
    return tuple((n, s.title, s.kind, s.as_of.isoformat() if s.as_of else "") for n, s in sources)


def _notices(decisions: Decisions, view: MapView) -> tuple[str, ...]:
    notices = [f"Judged as of {view.as_of}; the target up to {decisions.period.horizon.isoformat()}."]
    unknown = sum(1 for row in view.rows if row.volume is None)
    if unknown and unknown < len(view.rows):
        plural = "request has" if unknown == 1 else "requests have"
        notices.append(f"{unknown} {plural} no volume, so shares are left out.")
    laws = [rule for rule in decisions.rules.rules if rule.is_law]
    if laws:
        broken = {f.code for f in view.findings if f.code.startswith("P")}
        broken_laws = {s.rule for s in decisions.shortfalls} | {b.rule for b in decisions.breaches}
        count = sum(1 for rule in laws if rule.index in broken_laws) if broken else 0
        checked = min((r.rule.last_checked.isoformat() for r in laws if r.rule.last_checked), default="never")
        outcome = "no breach found" if not count else f"{count} not kept today or by the target"
        notices.append(f"Law: {outcome} among {len(laws)} rules; not legal advice; last checked {checked}.")
    return tuple(notices)
