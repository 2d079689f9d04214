"""Obstacle 4: nobody with enough say answers for it."""

from ecaremap.insight.cells import written_cells
from ecaremap.insight.obstacles.fact import Answer, Fact, Ground, answer, of


def facts(ground: Ground) -> tuple[Fact, ...]:
    """What is asked of the organisation."""
    return (
        _governed(ground, "sponsor", "Does somebody on the board stand for it?", "sponsor: COO"),
        _governed(ground, "owner", "Does one team or person keep it?", "owner: E-care team"),
        _forum(ground),
        _review(ground),
        _touchpoints(ground),
        _causes(ground),
        _benefits(ground),
    )


def _governed(ground: Ground, key: str, question: str, write: str) -> Fact:
    governance = ground.strategy.governance
    name = getattr(governance, key) if governance else None
    place = ground.place(("governance", key), ("governance",))
    return Fact(key, question, "met" if name else "unknown", name or "not said", place, f"governance: {{{write}}}")


def _forum(ground: Ground) -> Fact:
    """A forum decides across functions, so it needs more members than one."""
    governance = ground.strategy.governance
    forum = governance.forum if governance else None
    found, met = "not said", False
    if forum:
        met = len(forum.members) > 1 and forum.meets is not None
        rhythm = f"meets {forum.meets}" if forum.meets else "nothing says how often it meets"
        found = f"{forum.name}, {rhythm}, members: {len(forum.members) or 'not said'}"
    return Fact(
        "forum",
        "Does a committee of several functions decide, at fixed intervals?",
        "met" if met else "not met" if forum else "unknown",
        found,
        ground.place(("governance", "forum"), ("governance",)),
        "governance: {forum: {name: …, meets: monthly, members: [care, billing, IT, legal, sales]}}",
    )


def _review(ground: Ground) -> Fact:
    governance = ground.strategy.governance
    day = governance.review_by if governance else None
    overdue = day is not None and day < ground.decisions.period.today
    outcome: Answer = "unknown" if day is None else "not met" if overdue else "met"
    found = "not said" if day is None else f"{day}, overdue" if overdue else f"{day}"
    place = ground.place(("governance", "review_by"), ("governance",))
    return Fact("review", "Is the next review fixed?", outcome, found, place, "governance: {review_by: 2027-01-31}")


def _touchpoints(ground: Ground) -> Fact:
    """A touchpoint where something is offered; an owner at each of its cells will do."""
    owned: dict[str, bool] = {}
    for context in written_cells(ground.project):
        if context.degrees:
            owned[context.touchpoint_id] = owned.get(context.touchpoint_id, True) and bool(context.owner)
    lacking = [name for name, known in owned.items() if not known]
    met = len(owned) - len(lacking)
    said = met or any(context.owner for context in written_cells(ground.project))
    return Fact(
        "touchpoint-owners",
        "Does somebody answer for every touchpoint in use?",
        answer(met, int(bool(said)), len(owned)) if owned else "unknown",
        of(met, len(owned), "touchpoints", lacking) if owned else "nothing is offered anywhere",
        ground.place(*(("touchpoints", name) for name in sorted(lacking)), ("touchpoints",)),
        "owners: {call-centre: …, digital: …}, or owner: … at the touchpoint",
    )


def _causes(ground: Ground) -> Fact:
    requests = ground.strategy.requests
    lacking = [name for name, request in requests.items() if not request.cause_owner]
    met = len(requests) - len(lacking)
    return Fact(
        "cause-owners",
        "Is it known who could remove the cause of each request?",
        answer(met, met, len(requests)),
        of(met, len(requests), "requests", lacking),
        ground.place(*(("requests", name) for name in sorted(lacking)), ("requests",)),
        "cause_owner: Billing at the request: who could remove the cause, not who answers the call",
    )


def _benefits(ground: Ground) -> Fact:
    targets = ground.strategy.targets
    lacking = [target.id for target in targets if not target.owner]
    met = len(targets) - len(lacking)
    return Fact(
        "benefit-owners",
        "Does somebody answer for every promise?",
        answer(met, len(targets), len(targets)) if targets else "unknown",
        of(met, len(targets), "targets", lacking) if targets else "no target is written",
        ground.place(("targets",)),
        "owner: … at each target",
    )
