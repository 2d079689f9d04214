"""The GitHub action: its steps are run as a runner does, with stubs for pip and for GitHub's own program."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ci.pipelines import BROKEN, HARMFUL, HARMLESS, STRATEGY, calls, options_of, read, repository, run, stub
from docs.scratch import ROOT, shell

ACTION = read("action.yml")
EXPRESSION = re.compile(r"\$\{\{ ([\w.-]+) \}\}")
KNOWN_IDS = 'case "$*" in *--jq*) printf "%s\\n" $GH_KNOWN;; esac'


@dataclass
class Runner:
    """As much of a runner as the action needs."""

    folder: Path
    repository: Path
    context: dict[str, str]
    known: str = ""
    said: dict[str, str] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)

    def value(self, text: Any) -> str:
        return EXPRESSION.sub(lambda found: self.context.get(found[1], ""), str(text))

    def wanted(self, condition: str | None) -> bool:
        """Conditions are comparisons joined by `&&`."""
        if condition is None:
            return True
        for part in condition.split("&&"):
            name, _, word = part.strip().partition(" == ")
            if self.context.get(name, "") != word.strip("'"):
                return False
        return True

    def run(self) -> int:
        """All steps; the code of the first that fails the job."""
        for step in ACTION["runs"]["steps"]:
            if "run" not in step or not self.wanted(step.get("if")):
                continue
            output = self.folder / "output"
            output.write_text("", "utf-8")
            variables = {name: self.value(text) for name, text in step.get("env", {}).items()}
            done = run(
                step["run"], self.repository, self.folder / "stubs", RUNNER_TEMP=str(self.folder),
                GITHUB_OUTPUT=str(output), GITHUB_STEP_SUMMARY=str(self.folder / "summary.md"),
                GH_KNOWN=self.known, **variables,
            )  # fmt: skip
            self.said[step["name"]] = done.stdout + done.stderr
            self.codes[step["name"]] = done.returncode
            for line in output.read_text("utf-8").splitlines():
                name, _, word = line.partition("=")
                self.context[f"steps.{step['id']}.outputs.{name}"] = word
            if done.returncode and not step.get("continue-on-error"):
                return done.returncode
        return 0

    @property
    def requests(self) -> list[str]:
        return calls(self.folder / "stubs", "gh")


@pytest.fixture
def runner(tmp_path: Path) -> Any:
    def make(after: str, before: str = STRATEGY, event: str = "pull_request", **inputs: str) -> Runner:
        base = repository(tmp_path / "repository", after, before)
        stub(tmp_path / "stubs", "gh", KNOWN_IDS)
        stub(tmp_path / "stubs", "python")
        defaults = {f"inputs.{name}": str(entry.get("default", "")) for name, entry in ACTION["inputs"].items()}
        given = {f"inputs.{name.replace('_', '-')}": word for name, word in {"path": "map", **inputs}.items()}
        event_of = {
            "github.event_name": event, "github.repository": "firm/strategy", "github.action_path": "/actions/ecaremap",
            "github.event.pull_request.base.sha": base, "github.event.pull_request.number": "7",
        }  # fmt: skip
        return Runner(tmp_path, tmp_path / "repository", {**defaults, **given, **event_of})

    return make


def test_a_change_that_harms_fails_and_is_told_in_the_pull_request(runner: Any) -> None:
    job = runner(HARMFUL)
    assert job.run() == 1
    assert re.search(r"^::(error|warning|notice) file=map/strategy.yaml,line=\d", job.said["Check"], re.MULTILINE)
    body = (job.folder / "ecaremap-body.md").read_text("utf-8")
    assert body.startswith("## ")
    assert "Last way to a person lost" in body
    assert body.endswith("<!-- ecaremap: map -->\n")
    assert job.requests[-1] == (
        f"api --silent --method POST repos/firm/strategy/issues/7/comments -F body=@{job.folder}/ecaremap-body.md"
    )
    assert "Last way to a person lost" in (job.folder / "summary.md").read_text("utf-8")
    assert job.context["steps.diff.outputs.code"] == "1"


def test_the_next_run_brings_the_comment_up_to_date(runner: Any) -> None:
    job = runner(HARMLESS)
    job.known = "4711 4712"
    assert job.run() == 0, job.said
    assert job.requests[-1].startswith("api --silent --method PATCH repos/firm/strategy/issues/comments/4711 -F body=@")


def test_findings_fail_the_job_after_everything_was_told(runner: Any) -> None:
    job = runner(BROKEN)
    assert job.run() == 2, "a version that cannot be read cannot be compared"
    assert job.context["steps.validate.outputs.code"] == "1"
    assert "::error file=map/strategy.yaml,line=6" in job.said["Check"]
    assert job.requests == [], "there is nothing to tell"


def test_what_fails_is_chosen(runner: Any) -> None:
    job = runner(HARMFUL, fail_on_change="never", comment="false")
    assert job.run() == 0, job.said
    assert job.requests == []
    assert "Comment" not in job.codes


def test_files_are_handed_on(runner: Any) -> None:
    job = runner(HARMLESS, sarif="out.sarif", baseline="known.json", approved="approved.yaml", fail_on="warning")
    written = shell("ecaremap validate map --baseline known.json --update-baseline", job.repository)
    assert written.returncode == 0, written.stderr
    (job.repository / "approved.yaml").write_text("approvals: []\n", "utf-8")
    job.run()
    assert job.context["steps.validate.outputs.code"] == "0", job.said
    assert (job.repository / "out.sarif").read_text("utf-8").startswith("{")
    assert job.context["steps.diff.outputs.code"] == "0", job.said


def test_without_a_pull_request_nothing_is_compared(runner: Any) -> None:
    job = runner(HARMFUL, event="push")
    assert job.run() == 0, job.said
    assert list(job.codes) == ["Install", "Check", "Result"]


def test_a_new_strategy_has_nothing_to_be_compared_with(runner: Any) -> None:
    job = runner(STRATEGY, before="")
    assert job.run() == 0, job.said
    assert "is new" in job.said["Compare"]
    assert job.requests == []


def test_a_history_that_was_not_fetched_is_said(runner: Any) -> None:
    job = runner(HARMLESS)
    job.context["github.event.pull_request.base.sha"] = "0" * 40
    assert job.run() == 2
    assert "history" in job.said["Compare"]


def test_pip_gets_the_action_itself_or_what_was_asked_for(runner: Any, tmp_path: Path) -> None:
    job = runner(HARMLESS)
    job.run()
    assert calls(tmp_path / "stubs", "python")[-1].endswith(" /actions/ecaremap")
    job.context["inputs.package"] = "ecaremap==1.0"
    job.run()
    assert calls(tmp_path / "stubs", "python")[-1].endswith(" ecaremap==1.0")


def test_a_path_is_a_word_and_no_program(runner: Any) -> None:
    job = runner(HARMLESS, path='map"; touch broken; echo "$(touch broken)')
    assert job.run() != 0
    assert not (job.repository / "broken").exists()


def test_scripts_hold_no_expressions_and_every_option_exists() -> None:
    """A title of a pull request in a script would be run; in a variable it is only read."""
    used: dict[str, set[str]] = {}
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert step.get("shell", "bash") == "bash"
        joined = step.get("run", "").replace("\\\n", " ")
        for command, rest in re.findall(r"^\s*ecaremap ([a-z]+)(.*)$", joined, re.MULTILINE):
            used[command] = set(re.findall(r"(?<![\w-])(--?[a-z][a-z-]*)", rest))
    assert set(used) == {"validate", "diff"}
    for command, options in used.items():
        assert options - options_of([command]) == set(), command


def test_the_document_uses_what_the_action_knows() -> None:
    from ci.pipelines import documented

    [job] = documented("GitHub")["jobs"].values()
    [step] = [step for step in job["steps"] if "/ecaremap@" in step["uses"]]
    assert set(step["with"]) <= set(ACTION["inputs"])
    text = (ROOT / "docs" / "ci.md").read_text("utf-8").partition("\n## GitHub\n")[2]
    named = set(re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE))
    assert set(ACTION["inputs"]) - named == {"token", "python-version"}
    assert named <= set(ACTION["inputs"])


def test_every_value_the_steps_ask_for_is_there() -> None:
    asked = set(EXPRESSION.findall((ROOT / "action.yml").read_text("utf-8")))
    inputs = {f"inputs.{name}" for name in ACTION["inputs"]}
    steps = {f"steps.{step['id']}.outputs.code" for step in ACTION["runs"]["steps"] if "id" in step}
    github = {
        "github.token", "github.action_path", "github.repository", "github.event.pull_request.base.sha",
        "github.event.pull_request.number",
    }  # fmt: skip
    assert asked <= inputs | steps | github
