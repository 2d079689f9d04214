"""Where the strategy falls short, in one frozen view."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ecaremap.insight.gaps.data_request import data_requests
from ecaremap.insight.gaps.gap import Gap
from ecaremap.insight.gaps.headline import headline
from ecaremap.insight.gaps.keep import keep_list
from ecaremap.insight.gaps.making import gaps as all_gaps
from ecaremap.insight.gaps.next_figure import next_figures
from ecaremap.insight.gaps.profiles import EFFORT_WORDS, profile
from ecaremap.insight.gaps.weights import Weights
from ecaremap.insight.limits import MEANING, limits
from ecaremap.model.finding import STANDINGS, Finding
from ecaremap.policy.decisions import Decisions
from ecaremap.views.gaps_model import FiltersView, GapRow, GapsView, KindView, StandingView
from ecaremap.views.gaps_rows import Speller, currency_of, exact
from ecaremap.views.words import counted, listed, percent, spelled

NO_OWNER = "nobody named yet"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which gaps are wanted; an empty text wants all."""

    owner: str = ""
    family: str = ""
    touchpoint: str = ""
    kind: str = ""

    def fits(self, gap: Gap) -> bool:
        """Whether a gap is wanted."""
        pairs = ((self.owner, gap.owner or NO_OWNER), (self.family, gap.family),
                 (self.touchpoint, gap.touchpoint), (self.kind, gap.kind))  # fmt: skip
        return all(not want or want == has for want, has in pairs)

    @property
    def words(self) -> tuple[str, ...]:
        """The filters that are set."""
        named = (("owner", self.owner), ("family", self.family), ("touchpoint", self.touchpoint), ("kind", self.kind))
        return tuple(f"{name}: {want}" for name, want in named if want)


def gaps_view(decisions: Decisions, findings: Sequence[Finding], only: Wanted = Wanted()) -> GapsView:
    """The view of a strategy's gaps; headline, what works and missing figures are always those of the whole."""
    every = all_gaps(decisions, findings)
    wanted = [gap for gap in every if only.fits(gap)]
    strategy = decisions.project.strategy
    spell = Speller(decisions, currency_of(decisions, every))
    totals, figures = _Totals(decisions, spell), next_figures(decisions, every)
    volumes = totals.weights.total is not None
    standings = tuple(totals.standing(name, wanted) for name in STANDINGS)
    return GapsView(
        name=strategy.name,
        level=strategy.level,
        as_of=decisions.period.today.isoformat(),
        per=strategy.volumes_per,
        currency=spell.currency,
        sentence=_sentence(standings, wanted, spell),
        headline=tuple(spell.measure(measure, by_volume=volumes) for measure in headline(decisions)),
        standings=standings,
        by_kind=totals.grouped(wanted, lambda gap: gap.kind, lambda gap: profile(gap.code).title),
        by_family=totals.grouped(wanted, lambda gap: gap.family, lambda gap: spelled(gap.family or "no family")),
        rows=tuple(spell.row(rank, gap) for rank, gap in enumerate(wanted, 1)),
        keep=tuple(spell.kept(entry) for entry in keep_list(decisions, every)),
        next_figures=tuple(spell.next(rank, figure) for rank, figure in enumerate(figures, 1)),
        data_requests=tuple(spell.data_request(request) for request in data_requests(figures)),
        filters=_filters(every, spell),
        wanted=only.words,
        efforts=tuple(EFFORT_WORDS.items()),
        limits=tuple(MEANING[entry.key].format(entry.text) + " (usual)" * entry.usual for entry in limits(strategy)),
        notices=tuple(_notices(wanted, volumes)),
    )


def without_money(view: GapsView) -> GapsView:
    """The same view for readers who are not to see money: it is not in there at all, nor does it order the rows."""
    bare = [_bare(row) for row in view.rows]
    bare.sort(key=lambda row: (row.question, row.severity != "warning", -(row.needs or 0), row.code, row.where))
    kinds, families = (
        tuple(replace(group, lost=None, saved=None, money_text="") for group in groups)
        for groups in (view.by_kind, view.by_family)
    )
    return replace(
        view,
        currency="",
        sentence=view.sentence.partition(" What is priced")[0],
        rows=tuple(replace(row, number=rank) for rank, row in enumerate(bare, 1)),
        next_figures=tuple(replace(figure, swing=None, swing_text="") for figure in view.next_figures),
        notices=tuple(notice for notice in view.notices if not notice.startswith(_PRICES)),
        by_kind=kinds,
        by_family=families,
    )


def _bare(row: GapRow) -> GapRow:
    return replace(row, money=None, money_text="", meaning="", formula="", assumed=(), tells=())


class _Totals:
    """Adds gaps up, each need once."""

    def __init__(self, decisions: Decisions, spell: Speller) -> None:
        self.weights = Weights(decisions.project.strategy)
        self.spell = spell

    def standing(self, name: str, gaps: Sequence[Gap]) -> StandingView:
        """What there is of one standing."""
        some = [gap for gap in gaps if gap.standing == name]
        acute = [gap for gap in some if _calls_for_action(gap)]
        questions = sum(gap.finding.question for gap in some)
        needs = self.weights.touched(acute)
        notes = len(some) - len(acute) - questions
        return StandingView(name, len(acute), notes, questions, needs, self.spell.needs(needs), self._share(needs))

    def grouped(
        self, gaps: Sequence[Gap], key: Callable[[Gap], str], title: Callable[[Gap], str]
    ) -> tuple[KindView, ...]:
        """Groups in the order of what is at stake: money, then needs, then number."""
        groups: dict[str, list[Gap]] = {}
        for gap in gaps:
            groups.setdefault(key(gap), []).append(gap)
        views = [(self._group(name, title(some[0]), some), self.weights.touched(some)) for name, some in groups.items()]
        views.sort(key=lambda pair: (-_stake(pair[0]), -(pair[1] or 0), -pair[0].open, pair[0].kind))
        return tuple(view for view, _ in views)

    def _group(self, name: str, title: str, gaps: Sequence[Gap]) -> KindView:
        is_open, justified, expired, known = (sum(gap.standing == name for gap in gaps) for name in STANDINGS)
        unsettled = [gap for gap in gaps if gap.standing != "justified"]
        needs = self.weights.touched(unsettled)
        lost, saved = (_sum(unsettled, word) for word in ("lost", "could"))
        words = (
            f"{self.spell.money(lost)} lost" if lost else "",
            f"{self.spell.money(saved)} to save" if saved else "",
        )
        text = "; ".join(word for word in words if word)
        return KindView(
            name, title, is_open, justified, expired, known, self.spell.needs(needs), self._share(needs),
            exact(lost), exact(saved), text,
        )  # fmt: skip

    def _share(self, needs: Decimal | None) -> str:
        share = self.weights.share(needs)
        return "" if share is None else percent(share)


def _sum(gaps: Iterable[Gap], meaning: str) -> Decimal | None:
    """What is lost, or could be saved; the two are never added."""
    amounts = [gap.price.amount for gap in gaps if gap.price and gap.price.meaning.startswith(meaning)]
    return sum(amounts, Decimal(0)) if amounts else None


def _stake(group: KindView) -> Decimal:
    return (group.lost or Decimal(0)) + (group.saved or Decimal(0))


def _calls_for_action(gap: Gap) -> bool:
    """More than a note, and no question."""
    return gap.finding.severity != "info" and not gap.finding.question


def _sentence(standings: Sequence[StandingView], gaps: Sequence[Gap], spell: Speller) -> str:
    """What there is, and what is at stake."""
    now, justified, expired, known = standings
    if not gaps:
        return "No gap was found."
    parts = ["no gap calls for action"]
    if now.gaps:
        run = f" ({now.share_text} of needs run into one)" if now.share_text else ""
        parts = [f"{counted(now.gaps, 'gap calls', 'gaps call')} for action{run}"]
    if justified.gaps:
        parts.append(f"{counted(justified.gaps, 'is', 'are')} justified by a waiver")
    if expired.gaps:
        parts.append(f"{counted(expired.gaps, 'is', 'are')} under a waiver that has run out")
    if known.gaps:
        parts.append(f"{counted(known.gaps, 'is', 'are')} known from the baseline")
    totals = {"note": sum(s.notes for s in standings), "question": sum(s.questions for s in standings)}
    beside = [counted(number, one, f"{one}s") for one, number in totals.items() if number]
    text = listed(parts)
    text = text[:1].upper() + text[1:] + (f"; beside that {listed(beside)}" if beside else "") + "."
    lost = _sum((gap for gap in gaps if gap.standing != "justified" and gap.kind == "leaking"), "lost")
    if lost is None:
        return text
    return f"{text} What is priced: calls after a digital attempt cost {spell.money(lost)}."


def _filters(gaps: Sequence[Gap], spell: Speller) -> FiltersView:
    touchpoints = sorted({gap.touchpoint for gap in gaps if gap.touchpoint})
    kinds = {gap.kind: profile(gap.code).title for gap in gaps}
    return FiltersView(
        tuple(sorted({gap.owner or NO_OWNER for gap in gaps})),
        tuple(sorted({gap.family for gap in gaps if gap.family})),
        tuple((name, spell.touchpoint(name)) for name in touchpoints),
        tuple(sorted(kinds.items())),
    )


_PRICES = ("Usual rates", "Gaps overlap")


def _notices(gaps: Sequence[Gap], volumes: bool) -> Iterable[str]:
    """What to know when reading the numbers."""
    if not volumes:
        yield "Without a volume for every request, needs cannot be added up: gaps are counted, not weighed."
    assumed = sorted({rate for gap in gaps if gap.price for rate in gap.price.assumed if rate})
    if assumed:
        yield f"Usual rates stand in where nobody has given their own: {', '.join(assumed)}."
    if sum(gap.price is not None for gap in gaps) > 1:
        yield "Gaps overlap: closing one changes what others cost, so their money must not simply be added up."
