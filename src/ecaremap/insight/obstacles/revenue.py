"""Obstacle 3: the fear that sales are lost when customers no longer talk to us."""

from ecaremap.insight.asking import shortened
from ecaremap.insight.obstacles.fact import Fact, Ground, answer, of
from ecaremap.model.case import Sale
from ecaremap.model.request import Request

SELLING = ("medium", "high")
"""Sales values from which a request counts as one where something is sold."""


def facts(ground: Ground) -> tuple[Fact, ...]:
    """What is asked of revenue."""
    return (_named(ground), _settled(ground), _exempt(ground), _ruled(ground), _sourced(ground))


def _selling(ground: Ground) -> dict[str, Request]:
    return {name: r for name, r in ground.strategy.requests.items() if r.cross_sell in SELLING}


def _named(ground: Ground) -> Fact:
    requests = ground.strategy.requests
    lacking = [name for name, request in requests.items() if request.cross_sell is None]
    met = len(requests) - len(lacking)
    return Fact(
        "sales-named",
        "Is it known of every request whether something is sold on it?",
        answer(met, met, len(requests)),
        of(met, len(requests), "requests", lacking),
        ground.place(*(("requests", name) for name in sorted(lacking)), ("requests",)),
        "cross_sell: none, low, medium or high at the request",
    )


def _settled(ground: Ground) -> Fact:
    """A rule keeps the conversation, or the price of losing it is written."""
    selling = _selling(ground)
    known = any(request.cross_sell for request in ground.strategy.requests.values())
    open_ones = [n for n, request in selling.items() if not (request.sale or ground.finishing.personal(n))]
    met = len(selling) - len(open_ones)
    return Fact(
        "sales-settled",
        "Is every request with sales value kept with people by a rule, or priced?",
        answer(met, len(selling), len(selling)) if known else "unknown",
        of(met, len(selling), "requests with medium or high sales value", open_ones),
        ground.place(*(("requests", name) for name in sorted(open_ones)), ("requests",)),
        "sale: {rate: 12%, margin: 150 EUR, lost_when_digital: 50%, source: …}, or a rule with cap: assisted",
    )


def _exempt(ground: Ground) -> Fact:
    segments = ground.strategy.segments
    lacking = [n for n, s in segments.items() if not s.because or not (s.cannot_use or s.must_keep)]
    met = len(segments) - len(lacking)
    return Fact(
        "exemptions",
        "Is it decided which customers are left alone, and why?",
        answer(met, len(segments), len(segments)) if segments else "unknown",
        of(met, len(segments), "segments with what they keep and why", lacking)
        if segments
        else "no segment is written",
        ground.place(*(("segments", name) for name in sorted(lacking)), ("segments",)),
        "segments: {ID: {share: 5%, must_keep: [call-centre], because: …, source: …}}",
    )


def _ruled(ground: Ground) -> Fact:
    rules = [
        rule
        for rule in ground.decisions.rules.rules
        if any(test.field.key == "request.cross_sell" for test in rule.when.all_tests())
        and (rule.effect.cap or rule.effect.forbid or rule.effect.offer)
        and ground.decisions.period.in_force(rule, "target")
    ]
    nothing_sold = not _selling(ground) and all(r.cross_sell for r in ground.strategy.requests.values())
    found = f"rules: {shortened(sorted(rule.id for rule in rules))}" if rules else "no rule speaks about sales value"
    return Fact(
        "sales-rule",
        "Does a rule say what sales value means for the degree?",
        "met" if rules or nothing_sold else "not met" if ground.strategy.rules else "unknown",
        "nothing is sold on any request" if nothing_sold and not rules else found,
        ground.place(("rules",), ("packs",)),
        "rules: [{id: …, kind: commercial, when: {request.cross_sell: high}, then: {cap: assisted}}]; the pack core has one",
    )


def _sourced(ground: Ground) -> Fact:
    """What digital sales bring is never a default: how many are not made digitally needs a source."""
    sales = {name: r.sale for name, r in ground.strategy.requests.items() if r.sale}
    lacking = [name for name, sale in sales.items() if not _has_source(ground, sale)]
    met = len(sales) - len(lacking)
    return Fact(
        "digital-sales",
        "Is it known, from a source, how many sales are made digitally?",
        answer(met, len(sales), len(sales)) if sales else "unknown",
        of(met, len(sales), "requests with a sale", lacking) if sales else "no sale is written",
        ground.place(*(("requests", name, "sale") for name in sorted(lacking)), ("requests",)),
        "lost_when_digital: {value: 50% (30% to 100%), source: …} under sale:",
    )


def _has_source(ground: Ground, sale: Sale) -> bool:
    figure = sale.lost_when_digital
    return figure is not None and (figure.source or sale.source or "") in ground.strategy.sources
