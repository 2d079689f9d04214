"""Files side by side, layers on top of each other, packs, scenarios: what wins, and where it says it stands."""

from pathlib import Path

import pytest

from ecaremap.load.loading import load_text
from ecaremap.load.problems import Unreadable
from load.helpers import BASE, HEAD, folder, good, load


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def codes(path: Path) -> list[str]:
    return [finding.code for finding in load(path).findings]


class TestFolder:
    def test_files_are_read_sorted_and_together(self, tmp_path: Path) -> None:
        root = folder(
            tmp_path, strategy=HEAD, b__requests="requests: {pay: often}\n", coverage="coverage: {pay: {app: show}}"
        )
        (root / "more.yml").write_text("owners: {app: E-care}\n")
        project = good(load(root))
        names = [Path(file.path).relative_to(root).as_posix() for file in project.sources.files]
        assert names == ["b/requests.yaml", "coverage.yaml", "more.yml", "strategy.yaml"]
        assert project.strategy.touchpoints["app"].owner == "E-care"

    def test_hidden_underscored_and_evidence_are_left_out(self, tmp_path: Path) -> None:
        root = folder(
            tmp_path, strategy=BASE, _draft="x: [", _old__a="x: [", evidence__q3="x: [", **{".hidden": "x: ["}
        )
        (root / "notes.txt").write_text("x: [")
        assert len(good(load(root)).sources.files) == 1

    def test_one_section_over_several_files(self, tmp_path: Path) -> None:
        root = folder(
            tmp_path, a=BASE, b="coverage: {pay-bill: {app: show}}", c="coverage: {pay-bill: {call-centre: human}}"
        )
        assert set(good(load(root)).strategy.coverage["pay-bill"]) == {"app", "call-centre"}

    def test_an_id_in_two_files_shows_both_places(self, tmp_path: Path) -> None:
        root = folder(tmp_path, a=BASE, b="# more\nrequests: {pay-bill: rare}\n")
        loaded = load(root)
        (finding,) = loaded.findings
        assert finding.code == "M210"
        assert loaded.sources.place(finding.span).endswith("b.yaml:2:12")
        assert loaded.sources.place(finding.related[0].span).endswith("a.yaml:4:12")

    def test_a_cell_in_two_files_is_an_error(self, tmp_path: Path) -> None:
        assert codes(
            folder(tmp_path, a=BASE + "coverage: {pay-bill: {app: show}}", b="coverage: {pay-bill: {app: show}}")
        ) == ["M210"]

    def test_a_rule_id_in_two_files_is_an_error(self, tmp_path: Path) -> None:
        rule = "rules: [{id: a, when: {request.emotion: high}, then: forbid}]\n"
        assert codes(folder(tmp_path, a=BASE + rule, b=rule)) == ["M210"]

    def test_one_broken_file_hides_no_other(self, tmp_path: Path) -> None:
        found = codes(folder(tmp_path, a=BASE, b="x: [", c="y: {"))
        assert found == ["Y102", "Y102"]

    def test_a_file_of_comments_among_others_is_fine(self, tmp_path: Path) -> None:
        good(load(folder(tmp_path, a=BASE, b="# later\n")))

    @pytest.mark.parametrize("name", ["missing", "empty"])
    def test_nothing_to_read(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "empty").mkdir()
        with pytest.raises(Unreadable) as caught:
            load(tmp_path / name)
        assert caught.value.message.startswith("There is no")
        assert caught.value.fix


class TestExtends:
    def test_the_stronger_layer_wins_by_key(self, repository: Path) -> None:
        folder(
            repository,
            base=BASE + "report: {client: A, prepared_by: B}\n",
            own="extends: [base.yaml]\nreport: {client: C}\n",
        )
        project = good(load(repository / "own.yaml"))
        assert project.strategy.report is not None
        assert (project.strategy.report.client, project.strategy.report.prepared_by) == ("C", "B")
        assert project.layer("report", "client") == "own"
        assert project.layer("report", "prepared_by") == "extends"
        assert project.place(project.value_span("report", "prepared_by")).endswith("base.yaml:5:34")

    def test_rules_targets_and_waivers_merge_by_id(self, repository: Path) -> None:
        rules = "rules:\n  - {id: a, title: A, then: forbid}\n  - {id: b, then: forbid}\n"
        waivers = "waivers: [{id: w, finding: G140, where: '*', reason: r, by: x, until: 2027-01-01}]\n"
        targets = "targets: [{id: t, metric: leakage, at_most: 10%, by: 2027-01-01}]\n"
        above = "rules: [{id: a, until: 2027-01-01}, {id: c, then: forbid}]\nwaivers: [{id: w, by: y}]\ntargets: [{id: t, at_most: 5%}]\n"
        folder(repository, base=BASE + rules + waivers + targets, own="extends: [base.yaml]\n" + above)
        strategy = good(load(repository / "own.yaml")).strategy
        assert [(rule.id, rule.title, bool(rule.until)) for rule in strategy.rules] == [
            ("a", "A", True),
            ("b", None, False),
            ("c", None, False),
        ]
        assert strategy.waivers[0].by == "y"
        assert strategy.waivers[0].reason == "r"
        assert strategy.targets[0].at_most == "5%"

    def test_other_lists_and_figures_replace_whole(self, repository: Path) -> None:
        base = HEAD + "requests: {pay: {synonyms: [a, b], volume: {value: 5, source: a log}}}\n"
        folder(
            repository, base=base, own="extends: [base.yaml]\nrequests: {pay: {synonyms: [c], volume: {value: 7}}}\n"
        )
        request = good(load(repository / "own.yaml")).strategy.requests["pay"]
        assert request.synonyms == ("c",)
        assert request.volume is not None
        assert (int(request.volume.likely), request.volume.source) == (7, None)

    def test_remove_takes_away(self, repository: Path) -> None:
        rules = "rules: [{id: a, then: forbid}, {id: b, then: forbid}]\ncoverage: {pay-bill: {app: show, call-centre: human}}\n"
        own = "extends: [base.yaml]\nrules: [{id: a, remove: true}]\ncoverage: {pay-bill: {app: {remove: true}}}\n"
        folder(repository, base=BASE + rules, own=own)
        strategy = good(load(repository / "own.yaml")).strategy
        assert [rule.id for rule in strategy.rules] == ["b"]
        assert list(strategy.coverage["pay-bill"]) == ["call-centre"]

    @pytest.mark.parametrize(
        ("below", "above", "expected"),
        [
            ("show", "self-serve", ("self-serve", None, None)),
            ("show -> self-serve", "{owner: A}", ("show", "self-serve", "A")),
            ("{today: show, owner: A}", "inform -> show", ("inform", "show", "A")),
            ("{not_here: closed}", "show", ("show", "show", None)),
        ],
    )
    def test_cells_short_and_long(
        self, repository: Path, below: str, above: str, expected: tuple[str, str, str]
    ) -> None:
        folder(
            repository,
            base=BASE + f"coverage: {{pay-bill: {{app: {below}}}}}\n",
            own=f"extends: [base.yaml]\ncoverage: {{pay-bill: {{app: {above}}}}}\n",
        )
        cell = good(load(repository / "own.yaml")).strategy.coverage["pay-bill"]["app"]
        assert (cell.today, cell.target, cell.owner) == expected
        assert cell.not_here is None

    def test_a_decision_against_undoes_the_degrees(self, repository: Path) -> None:
        folder(
            repository,
            base=BASE + "coverage: {pay-bill: {app: show -> self-serve}}\n",
            own="extends: [base.yaml]\ncoverage: {pay-bill: {app: {not_here: no}}}\n",
        )
        cell = good(load(repository / "own.yaml")).strategy.coverage["pay-bill"]["app"]
        assert (cell.today, cell.target, cell.not_here) == (None, None, "no")

    def test_the_last_of_several_wins(self, repository: Path) -> None:
        folder(repository, a=BASE + "level: costed\n", b="level: planned\n", own="extends: [a.yaml, b.yaml]\n")
        assert good(load(repository / "own.yaml")).strategy.level == "planned"

    def test_folders_and_links_further_down(self, repository: Path) -> None:
        folder(repository, group__shared__a=BASE, group__b="extends: [shared]\n", own="extends: [group/b.yaml]\n")
        assert good(load(repository / "own.yaml")).strategy.name == "Example"

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("../../outside.yaml", "leaves the repository"),
            ("own.yaml", "extends itself"),
            ("no.yaml", "There is no"),
            ("empty", "no YAML"),
        ],
    )
    def test_what_is_refused(self, repository: Path, name: str, words: str) -> None:
        (repository / "empty").mkdir()
        folder(repository, own=BASE + f"extends: [{name}]\n")
        (finding,) = load(repository / "own.yaml").findings
        assert finding.code == "M216"
        assert words in finding.message
        assert finding.span is not None
        assert (finding.span.line, finding.span.column) == (5, 11)

    def test_a_circle_is_refused(self, repository: Path) -> None:
        folder(repository, a=BASE + "extends: [b.yaml]\n", b="extends: [a.yaml]\n")
        assert codes(repository / "a.yaml") == ["M216"]

    def test_a_link_out_of_the_repository_is_refused(
        self, repository: Path, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        outside = tmp_path_factory.mktemp("outside") / "base.yaml"
        outside.write_text(BASE)
        (repository / "link.yaml").symlink_to(outside)
        folder(repository, own=BASE + "extends: [link.yaml]\n")
        assert codes(repository / "own.yaml") == ["M216"]


class TestPacks:
    def test_requests_are_filled_and_rules_named(self) -> None:
        project = good(load_text((BASE + "packs: [telecom, core]\n").encode()))
        assert project.strategy.requests["pay-bill"].job == "transact"
        assert project.layer("requests", "pay-bill", "job") == "pack"
        assert any(rule.id == "core/person-within-reach" for rule in project.strategy.rules)

    def test_what_is_written_stays(self) -> None:
        text = BASE.replace("often", "{job: vent}") + "packs: [telecom]\n"
        assert good(load_text(text.encode())).strategy.requests["pay-bill"].job == "vent"

    def test_an_unknown_pack_has_a_near_name(self) -> None:
        (finding,) = load_text((BASE + "packs: [telcom]\n").encode()).findings
        assert (finding.code, finding.help) == ("M215", "did you mean 'telecom'?")


class TestScenario:
    TEXT = BASE.replace("often", "{volume: 100}") + (
        "assumptions: {leakage: 15%, completion: 70%}\n"
        "scenarios: {bold: {assumptions: {leakage: 5%}, requests: {pay-bill: {volume: 200}}}}\n"
    )

    def test_figures_change_and_say_where(self) -> None:
        project = good(load_text(self.TEXT.encode(), scenario="bold"))
        assert project.strategy.assumptions is not None
        assert project.strategy.assumptions.leakage is not None
        assert project.strategy.assumptions.leakage.text == "5%"
        assert project.strategy.assumptions.completion is not None
        assert project.strategy.requests["pay-bill"].volume is not None
        assert int(project.strategy.requests["pay-bill"].volume.likely) == 200

    def test_without_it_nothing_changes(self) -> None:
        project = good(load_text(self.TEXT.encode()))
        assert project.strategy.requests["pay-bill"].volume is not None
        assert int(project.strategy.requests["pay-bill"].volume.likely) == 100

    def test_an_unknown_scenario_has_a_near_name(self) -> None:
        with pytest.raises(Unreadable) as caught:
            load_text(self.TEXT.encode(), scenario="bald")
        assert caught.value.fix == "did you mean 'bold'?"

    def test_faults_inside_are_found_without_choosing_it(self) -> None:
        text = self.TEXT.replace("{leakage: 5%}", "{leakage: 5}")
        assert [f.code for f in load_text(text.encode()).findings] == ["M205"]
