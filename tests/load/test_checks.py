"""The loader's checks beyond their pages: one finding for each cause, exact places, near names, scale."""

import pytest

from load.helpers import BASE, HEAD, everything, only, places

RULELESS = HEAD + "requests: {pay-bill: often, cancel: rare}\n"


class TestReferences:
    def test_a_name_used_often_is_one_finding(self) -> None:
        text = RULELESS + (
            "coverage:\n  pay-bill: {aap: show}\n  cancel: {aap: show}\n"
            "owners: {aap: Team}\nsegments: {offline: {must_keep: [aap]}}\n"
        )
        finding = only(text)
        assert finding.code == "M211"
        assert (finding.span.line, finding.span.column) == (6, 14)  # type: ignore[union-attr]
        assert [(r.span.line, r.span.column) for r in finding.related] == [(7, 12), (8, 10), (9, 34)]
        assert finding.help == "did you mean 'app'?"

    def test_more_places_are_counted(self) -> None:
        requests = ", ".join(f"r{i}: often" for i in range(20))
        rows = "".join(f"  r{i}: {{aap: show}}\n" for i in range(20))
        finding = only(HEAD + f"requests: {{{requests}}}\ncoverage:\n{rows}")
        assert len(finding.related) == 5
        assert finding.notes == ("The name stands in 14 more places.",)

    def test_an_unknown_row_does_not_complain_about_its_cells(self) -> None:
        assert places(BASE + "coverage: {pay-bil: {app: show}}\n") == [("M211", 5, 12)]

    def test_a_known_kind_has_only_to_be_listed(self) -> None:
        assert only(BASE + "coverage: {pay-bill: {chat: assisted}}\n").help.startswith("add chat to touchpoints")

    @pytest.mark.parametrize(
        ("section", "column", "name"),
        [
            ("not_live_yet: {chatt: pilot}", 16, "chatt"),
            ("keep_personal: {cancle: it hurts}", 17, "cancle"),
            ("owners: {digitl: Team}", 10, "digitl"),
            ("segments: {old: {must_keep: [stor]}}", 30, "stor"),
            ("assumptions: {leakage: {value: 5%, source: log}}", 44, "log"),
            ("baseline: {period: 2026-01 to 2026-12, source: ops}", 48, "ops"),
            ("assessments: [{date: 2026-10-20, who: x, request: no, touchpoint: app, outcome: gave up}]", 51, "no"),
            ("assessments: [{date: 2026-10-20, who: x, request: cancel, touchpoint: tv, outcome: gave up}]", 71, "tv"),
            ("fixes: {f: {request: no, cause: x, fewer: 5%}}", 22, "no"),
            ("fixes: {f: {request: cancel, cause: x, fewer: 5%, needs: [g]}}", 59, "g"),
            ("plan: {starts: 2027-01, horizon: 24 months, builds: {b: {request: no, touchpoint: app, degree: show}}}", 67, "no"),
            ("plan: {starts: 2027-01, horizon: 24 months, enablers: {e: {team: {it: 2}}}}", 67, "it"),
            ("plan: {starts: 2027-01, horizon: 24 months, tactics: {t: {kind: pull, at: tv}}}", 75, "tv"),
            ("plan: {starts: 2027-01, horizon: 24 months, tactics: {t: {kind: pull, at: app, builds: [b]}}}", 89, "b"),
            ("measurement: {touchpoint_codes: {web: website}}", 39, "website"),
            ("measurement: {request_codes: {7: nope}}", 34, "nope"),
            ("waivers: [{id: w, finding: G140, where: nope/app, reason: r, by: b, until: 2027-01-01}]", 41, "nope"),
            ("waivers: [{id: w, finding: G140, where: 'cancel/ap*x', reason: r, by: b, until: 2027-01-01}]", 41, "ap*x"),
            ("waivers: [{id: w, finding: G140, where: 'rule:nope', reason: r, by: b, until: 2027-01-01}]", 41, "nope"),
            ("targets: [{id: t, metric: operating_cost, at_most: 85% of baseline, by: 2027-12-31}]", 52, "baseline"),
            ("scenarios: {bold: {requests: {no: {volume: 3}}}}", 31, "no"),
        ],
    )  # fmt: skip
    def test_every_kind_of_name(self, section: str, column: int, name: str) -> None:
        finding = only(RULELESS + section + "\n")
        assert finding.code == "M211"
        assert (finding.span.line, finding.span.column) == (5, column)  # type: ignore[union-attr]
        assert name in finding.message
        assert finding.help

    @pytest.mark.parametrize(
        "where", ["cancel", "cancel/app", "can*", "*/app", "rule:keep-personal/cancel", "rule:*", "app", "segment:old"]
    )
    def test_where_waivers_may_point(self, where: str) -> None:
        waiver = f"{{id: w, finding: G140, where: '{where}', reason: r, by: b, until: 2027-01-01}}"
        assert places(RULELESS + f"keep_personal: {{cancel: it hurts}}\nwaivers: [{waiver}]\n") == []

    @pytest.mark.parametrize("source", ["told by the shop manager", "https://example.org/report", "log"])
    def test_sources_may_be_described(self, source: str) -> None:
        sources = "sources: {log: {title: Contact log, kind: measured}}\n"
        assert places(HEAD + f"requests: {{pay: {{volume: 4, source: {source}}}}}\n{sources}") == []

    def test_thousands_of_broken_names_take_no_time(self) -> None:
        requests = "".join(f"  request-{i:04d}: often\n" for i in range(3000))
        rows = "".join(f"  reqest-{i:04d}: {{app: show}}\n" for i in range(3000))
        found = everything(HEAD + "requests:\n" + requests + "coverage:\n" + rows)
        assert len(found) == 3000
        assert found[0].help == "did you mean 'request-0000'?"


class TestDegrees:
    @pytest.mark.parametrize(
        ("cell", "column"),
        [("human", 28), ("show -> human", 36), ("'show -> human'", 37), ("{today: human}", 36), ("none -> human", 36)],
    )
    def test_the_wrong_word_is_marked(self, cell: str, column: int) -> None:
        assert places(BASE + f"coverage: {{pay-bill: {{app: {cell}}}}}\n") == [("M213", 5, column)]

    def test_family_overrides_the_kind(self) -> None:
        text = (
            HEAD.replace("[call-centre, app]", "{app: {family: traditional}}")
            + "requests: [pay]\ncoverage: {pay: {app: %s}}\n"
        )
        assert places(text % "human") == []
        assert places(text % "show") == [("M213", 5, 23)]

    def test_none_fits_everywhere(self) -> None:
        assert places(BASE + "coverage: {pay-bill: {app: none, call-centre: none -> human}}\n") == []

    def test_builds_too(self) -> None:
        build = "{request: pay-bill, touchpoint: call-centre, degree: show}"
        text = BASE + f"plan: {{starts: 2027-01, horizon: 24 months, builds: {{b: {build}}}}}\n"
        assert [code for code, _, _ in places(text)] == ["M213"]

    def test_an_unknown_kind_is_said_once(self) -> None:
        text = "ecaremap: 1\nname: X\ntouchpoints: [hotline]\nrequests: [pay]\ncoverage: {pay: {hotline: human}}\n"
        assert places(text) == [("M220", 3, 15)]
        assert "kind: and one of website" in only(text).help


class TestShares:
    @pytest.mark.parametrize(
        ("shares", "fits"), [("60%, app: 39.6%", True), ("60%, app: 39.4%", False), ("100%", True)]
    )
    def test_half_a_percent_is_allowed(self, shares: str, fits: bool) -> None:
        text = HEAD + f"requests: {{pay: {{starts_at: {{call-centre: {shares}}}}}}}\n"
        assert places(text) == ([] if fits else [("M212", 4, 18)])

    def test_ways_on(self) -> None:
        ways = "{call-centre: {context: context kept, share: 60%}, chat: {context: context lost, share: 50%}}"
        text = f"ecaremap: 1\nname: X\ntouchpoints: {{app: {{hands_over_to: {ways}}}, call-centre: , chat: }}\nrequests: [pay]\n"
        assert places(text) == [("M212", 3, 21)]


class TestCurrencies:
    def test_one_finding_for_each_further_currency(self) -> None:
        text = HEAD.replace(
            "[call-centre, app]", "{app: {cost_per_contact: 1 GBP}, call-centre: {cost_per_contact: {value: 6 GBP}}}"
        )
        finding = only(text + "requests: [pay]\ncurrency: EUR\n")
        assert finding.code == "M219"
        assert (finding.span.column, len(finding.related)) == (39, 1)  # type: ignore[union-attr]

    def test_without_a_currency_the_commonest_is_meant(self) -> None:
        costs = (
            "{app: {cost_per_contact: 1 USD}, chat: {cost_per_contact: 1 EUR}, call-centre: {cost_per_contact: 2 EUR}}"
        )
        finding = only(f"ecaremap: 1\nname: X\ntouchpoints: {costs}\nrequests: [pay]\n")
        assert "in USD, other figures are in EUR" in finding.message

    def test_rates_and_nested_figures_count(self) -> None:
        text = BASE + "currency: EUR\nassumptions: {labour: {wage: 24 USD/h}}\n"
        assert places(text) == [("M219", 6, 30)]
