"""The walk-through script: what is picked and why, and how it is spelled."""

import html
import random
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from looking import DAY, ROOT, plain, read

from ecaremap.render.walkthrough import BLANK, walkthrough_markdown, walkthrough_page, walkthrough_yaml
from ecaremap.usecases.validate import validate, validate_text
from ecaremap.views.walkthrough import RULE, WalkthroughView, walkthrough_view
from insight.claimed import claims_only

HEAD = "ecaremap: 1\nname: Example\n"
HOSTILE = '<script>alert(1)</script> "quoted" \\ # not: a [link](javascript:x) `code` & <b>bold</b> | end'


def script(text: str, tasks: int = 12) -> WalkthroughView:
    decisions = read(HEAD + text).decisions
    assert decisions is not None
    return walkthrough_view(decisions, tasks)


def shipped(name: str, tasks: int = 12) -> WalkthroughView:
    decisions = validate(str(ROOT / "maps" / name), DAY).decisions
    assert decisions is not None
    return walkthrough_view(decisions, tasks)


def order(view: WalkthroughView) -> list[str]:
    return [f"{task.request}/{task.touchpoint}" for task in view.tasks]


def test_reasons_decide_then_delicacy_then_needs() -> None:
    text = (
        "touchpoints: [website, app]\n"
        "requests:\n"
        "  plain: {job: transact, volume: 800}\n"
        "  rare: {job: transact, volume: 10}\n"
        "  sad: {job: transact, volume: 20, emotion: high}\n"
        "  moving: {job: transact, volume: 30}\n"
        "coverage:\n"
        "  plain: {app: {today: self-serve, completion: 80%}}\n"
        "  rare: {app: {today: show}}\n"
        "  sad: {app: {today: show}}\n"
        "  moving: {app: show -> self-serve}\n"
    )
    view = script(text)
    assert order(view) == ["sad/app", "plain/app", "moving/app", "rare/app"]
    assert [task.reasons for task in view.tasks] == [
        ("delicate",), ("frequent",), ("changes at 1 touchpoint",), (),
    ]  # fmt: skip


def test_the_place_is_where_it_failed_else_unproven_else_where_most_start() -> None:
    rows = "pay: {website: show, account: self-serve, app: {today: self-serve, completion: 80%}}"
    start = "requests: {pay: {job: transact, starts_at: {website: 50%, app: 45%, account: 5%}}}\n"
    touchpoints = "touchpoints: [website, account, app]\n"
    assert order(script(f"{touchpoints}{start}coverage: {{{rows}}}\n"))[0] == "pay/account"
    proven = rows.replace("account: self-serve", "account: show")
    assert order(script(f"{touchpoints}{start}coverage: {{{proven}}}\n"))[0] == "pay/website"
    walk = "{date: 2026-10-01, who: HR, request: pay, touchpoint: app, outcome: gave up}"
    assert order(script(f"{touchpoints}{start}coverage: {{{rows}}}\nassessments: [{walk}]\n"))[0] == "pay/app"
    again = walk.replace("gave up", "completed").replace("10-01", "10-05")
    assert (
        order(script(f"{touchpoints}{start}coverage: {{{rows}}}\nassessments: [{walk}, {again}]\n"))[0] == "pay/account"
    )


def test_every_request_has_its_turn_before_a_second_place() -> None:
    view = shipped("telecom", 100)
    requests = [task.request for task in view.tasks]
    turns = len(set(requests))
    assert len(set(requests[:turns])) == turns
    assert view.tasks[: len(shipped("telecom").tasks)] == shipped("telecom").tasks
    assert [task.number for task in view.tasks] == list(range(1, len(requests) + 1))


def test_twelve_tasks_by_default_and_what_is_left_is_said() -> None:
    few, many = shipped("telecom"), shipped("telecom", 1000)
    assert len(few.tasks) == 12
    assert few.left_out == len(many.tasks) - 12
    assert many.left_out == 0
    assert f"{few.left_out} more places could be tried" in walkthrough_markdown(few)


def test_only_what_is_live_and_can_be_begun_is_tried() -> None:
    text = (
        "touchpoints: {call-centre: {}, app: {}, sms: {}, chat: {status: pilot}, website: {}}\nrequests: {pay: {}}\n"
        "coverage: {pay: {call-centre: human, app: none -> self-serve, sms: proactive, chat: assisted, website: {not_here: no}}}\n"
    )
    view = script(text)
    assert not view.tasks
    assert "nothing to try" in walkthrough_markdown(view)
    assert "nothing to try" in walkthrough_page(view)
    assert walkthrough_yaml(view) == ""


def test_the_task_is_in_a_customers_words() -> None:
    tasks = {(task.request, task.touchpoint): task for task in shipped("telecom").tasks}
    assert tasks["cancel", "website"].task == "Cancel a contract without calling"
    assert tasks["cancel", "website"].tried_before
    assert tasks["explain-bill", "app"].task == "Explain my bill"
    assert tasks["explain-bill", "app"].start == "Open: App"


def test_testers_do_not_learn_what_the_map_claims() -> None:
    text = walkthrough_markdown(shipped("telecom"))
    sheets, _, organiser = text.partition("## For the organiser")
    assert "self-serve" not in sheets
    assert "self-serve" in organiser
    assert not any(reason in sheets for reason in ("delicate", "frequent", "changes at"))
    assert all(sentence in organiser for sentence in RULE)


def test_the_lines_can_be_pasted_once_they_are_filled_in() -> None:
    lines = walkthrough_yaml(shipped("telecom"))
    for key, value in {
        "date": "2026-11-20",
        "who": "Head of HR",
        "outcome": "gave up",
        "effort": "6",
        "note": "no",
    }.items():
        lines = lines.replace(f"{key}: {BLANK}", f"{key}: {value}")
    assert BLANK not in lines.partition("assessments:")[2]
    merged: dict[str, Any] = {}
    with claims_only(ROOT / "maps" / "telecom") as claimed:
        documents = [plain(file) for file in sorted(claimed.rglob("[!_]*.yaml"))]
    for document in documents:
        for key, value in document.items():
            merged.setdefault(key, {}).update(value) if isinstance(value, dict) else merged.setdefault(key, value)
    merged.pop("assessments")
    text = yaml.safe_dump(merged, allow_unicode=True, sort_keys=False, width=10_000) + lines
    result = validate_text(text.encode(), "map.yaml", DAY)
    assert result.decisions is not None
    assert len(result.decisions.project.strategy.assessments) == 12
    assert result.decisions.project.strategy.assessments[0].task == shipped("telecom").tasks[0].task


def test_lines_that_are_not_filled_in_are_refused() -> None:
    view = script("touchpoints: [app]\nrequests: {pay: {}}\ncoverage: {pay: {app: show}}\n")
    text = (
        f"{HEAD}touchpoints: [app]\nrequests: {{pay: {{}}}}\ncoverage: {{pay: {{app: show}}}}\n{walkthrough_yaml(view)}"
    )
    codes = {finding.code for finding in validate_text(text.encode(), "map.yaml", DAY).findings}
    assert "M206" in codes


def hostile() -> WalkthroughView:
    quoted = yaml.safe_dump(HOSTILE, width=10_000).strip().removesuffix("\n...")
    return script(
        f"touchpoints: {{app: {{name: {quoted}}}}}\nrequests: {{pay: {{name: {quoted}}}}}\n"
        f"coverage: {{pay: {{app: show}}}}\ngovernance: {{owner: {quoted}}}\nreport: {{client: {quoted}}}\n"
    )


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") or name in ("style", "href", "src") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_hostile_names_stay_text_on_the_page() -> None:
    page = walkthrough_page(hostile())
    seen = Tags()
    seen.feed(page)
    assert "script" not in seen.tags
    assert seen.tags.count("b") == 3  # the three outcomes, and no bold of the author's
    assert HOSTILE in seen.text
    assert re.search(r"default-src 'none'; script-src 'none'; style-src 'sha256-[^']+';", html.unescape(page))


def test_hostile_names_stay_text_in_markdown_and_yaml() -> None:
    text = walkthrough_markdown(hostile())
    prose, _, block = text.partition("```yaml\n")
    assert not re.search(r"(?<!\\)[<`]", prose)
    assert r"\[link\](javascript:x)" in prose
    assert yaml.safe_load(block.partition("```")[0])["assessments"][0]["task"] == HOSTILE
    lines = [line for line in prose.splitlines() if line.startswith("| 1 ")]
    assert len(lines) == 1
    assert len(re.findall(r"(?<!\\)\|", lines[0])) == 6


def test_a_sketch_without_figures_has_a_script() -> None:
    view = shipped("minimal.yaml")
    assert view.tasks
    assert any("said to be finished alone, nothing proves it" in task.reasons for task in view.tasks)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_file_means_nothing(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    document = plain(ROOT / "maps" / "minimal.yaml")
    for key in ("requests", "coverage"):
        items = list(document[key].items())
        chance.shuffle(items)
        document[key] = dict(items)
    file = tmp_path / "turned.yaml"
    file.write_text(yaml.safe_dump(document, sort_keys=False, allow_unicode=True), "utf-8")
    decisions = validate(str(file), DAY).decisions
    assert decisions is not None
    assert walkthrough_view(decisions) == shipped("minimal.yaml")
